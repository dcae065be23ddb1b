"""In every partnership what is open, a question that waits, and looks at both sides' topics.

What is opened and asked both sides read. A look is read by the side that was looked at, and by the one that looked.
"""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from projects.openness.factories import granted
from projects.openness.models import Ask, Reading
from projects.openness.steps import Step, Topic
from tests.world import MARKER, World

SIDES = {"shared": ("havsvik", "studionord"), "foreign": ("fjallbo", "grafit")}
PEOPLE = {"shared": ("ada", "sam"), "foreign": ("olga", "olga")}
Keep = Callable[[World, str, str, UUID | str], None]


def furnish(world: World, key: str, keep: Keep) -> None:
    """Plant it; the texts say who may read them: both sides of the partnership, and nobody else."""
    word = {"shared": "Ny webbutik", "foreign": MARKER}[key]
    partnership, (one, other) = getattr(world, key), (world.parties[side] for side in SIDES[key])
    purpose, opened_at = f"För att planera {word}", timezone.now() - timedelta(days=40)
    said = {"purpose": purpose, "opened_at": opened_at}
    granted(partnership, one, other, Topic.PLANS, Step.SUMMARY, **said)
    grant = granted(partnership, other, one, Topic.CAPACITY, Step.DETAIL, **said)
    ended = {"ended_at": timezone.now() - timedelta(days=9), "is_withdrawn": True}
    granted(partnership, other, one, Topic.KEY_FIGURES, Step.EXISTS, **said, **ended)
    ask = Ask.objects.create(
        partnership_id=partnership,
        party_id=one,
        owner_id=other,
        topic=Topic.KEY_FIGURES,
        step=Step.SUMMARY,
        because=f"Vi vill se hur {word} går",
        asked_by=world.users[PEOPLE[key][0]],
        asked_at=timezone.now() - timedelta(days=2),
    )
    for owner, reader, person in (
        (SIDES[key][0], SIDES[key][1], PEOPLE[key][1]),
        (SIDES[key][1], SIDES[key][0], PEOPLE[key][0]),
    ):
        keep(world, "reading_log", owner, _look(world, key, owner, reader, person))
    keep(world, "grant", key, grant.id)
    keep(world, "ask", key, ask.id)


def _look(world: World, key: str, owner: str, reader: str, person: str) -> UUID:
    now = timezone.now() - timedelta(hours=3)
    hour = now.replace(minute=0, second=0, microsecond=0)
    return Reading.objects.create(
        partnership_id=getattr(world, key),
        organization=world.organizations[owner],
        party_id=world.parties[owner],
        reader_id=world.parties[reader],
        reader_organization=world.organizations[reader],
        person=world.users[person],
        who=world.users[person].id,
        topic=Topic.CAPACITY,
        step=Step.DETAIL,
        place={"shared": "book", "foreign": MARKER}[key],
        hour=hour,
        first_at=hour,
        last_at=now,
        times=2,
    ).id
