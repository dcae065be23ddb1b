"""A shared goal in force in every partnership, with a value, a check-in of each side and one side's blind score."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from projects.agreement.canonical import canonical, fingerprint
from projects.agreement.kinds import Put
from projects.agreement.models import Agreement, Status, Version
from projects.goals.factories import goal_values, measure
from projects.goals.filling import filled
from projects.goals.models import CheckIn, Goal, Measure, Reading, Score
from projects.goals.putting import put_goal_in_force
from tests.world import MARKER, World

SIDES = {"shared": ("havsvik", "studionord"), "foreign": ("fjallbo", "grafit")}
PEOPLE = {"shared": ("ada", "sam"), "foreign": ("olga", "olga")}
Keep = Callable[[World, str, str, UUID | str], None]


def furnish(world: World, key: str, keep: Keep) -> None:
    """Plant it; the texts say who may read them. A score is its own side's until every side has scored."""
    word = {"shared": "Ny webbutik", "foreign": MARKER}[key]
    partnership, now = getattr(world, key), timezone.now()
    goal = Goal.objects.create(
        partnership_id=partnership, name=f"Ordrar {word}", created_at=now, updated_at=now
    )
    values = _values(world, key, goal, word)
    _signed(world, key, goal, values)
    put_goal_in_force(world.actor(PEOPLE[key][0]), Put(partnership, goal.id, 1, values, now))
    found = Measure.objects.get(partnership_id=partnership, goal=goal)
    rows = {"goal": goal.id, "measure": found.id, "reading": _reading(world, key, found, word)}
    for side, person in zip(SIDES[key], PEOPLE[key], strict=True):
        keep(world, "check_in", side, _check_in(world, goal, side, person, word))
    for kind, row in rows.items():
        keep(world, kind, key, row)
    keep(world, "score", SIDES[key][1], _score(world, key, goal))


def _values(world: World, key: str, goal: Goal, word: str) -> dict:
    today = timezone.now().date()
    said = goal_values(
        goal.partnership_id,
        name=goal.name,
        starts_on=(today - timedelta(weeks=8)).isoformat(),
        ends_on=(today + timedelta(weeks=4)).isoformat(),
        measures=[measure(name=f"Ordrar i {word}", source=f"Kassan {word}")],
    )
    for side, person in zip(said["sides"], PEOPLE[key], strict=True):
        side["why"] = f"Därför att {word}"
        side["owner"] = {"id": str(world.users[person].id)}
    return filled(goal.partnership_id, goal.id, said, {})


def _signed(world: World, key: str, goal: Goal, values: dict) -> None:
    """The version that every side has signed, as the decision log shows it."""
    now, own = timezone.now(), {"partnership_id": goal.partnership_id}
    agreement = Agreement.objects.create(**own, kind="goal", subject_id=goal.id, created_at=now)
    text = canonical(values)
    version = Version.objects.create(
        **own,
        agreement=agreement,
        number=1,
        status=Status.SIGNED,
        title=goal.name,
        values=text,
        text_en=goal.name,
        text_sv=goal.name,
        needs={str(world.parties[side]): 1 for side in SIDES[key]},
        content_hash=fingerprint(text),
        party_id=world.parties[SIDES[key][0]],
        person=world.users[PEOPLE[key][0]],
        proposed_at=now,
        closed_at=now,
    )
    agreement.in_force = version
    agreement.save(update_fields=["in_force"])


def _reading(world: World, key: str, found: Measure, word: str) -> UUID:
    return Reading.objects.create(
        partnership_id=found.partnership_id,
        measure=found,
        value=Decimal(25),
        read_on=timezone.now().date(),
        recorded_at=timezone.now(),
        source_kind=Reading.Source.API,
        source_name=f"Program {word}",
        party_id=world.parties[SIDES[key][1]],
    ).id


def _check_in(world: World, goal: Goal, side: str, person: str, word: str) -> UUID:
    today = timezone.now().date()
    return CheckIn.objects.create(
        partnership_id=goal.partnership_id,
        goal=goal,
        party_id=world.parties[side],
        person=world.users[person],
        week_on=today - timedelta(days=today.weekday()),
        confidence=7,
        happened=f"Det hände i {word}",
        blockers=f"Hinder i {word}",
        checked_at=timezone.now(),
    ).id


def _score(world: World, key: str, goal: Goal) -> UUID:
    from tests.furnished import of_organization

    side = SIDES[key][1]
    return Score.objects.create(
        partnership_id=goal.partnership_id,
        organization=world.organizations[side],
        party_id=world.parties[side],
        goal=goal,
        score=Decimal("0.35"),
        word=of_organization(side),
        scored_at=timezone.now(),
    ).id
