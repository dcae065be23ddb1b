"""A sharing rule in force in every partnership, and another one that waits with a word beside it."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from projects.agreement.canonical import canonical, fingerprint
from projects.agreement.models import Agreement, Status, Version
from projects.pricing.models import Sharing
from projects.pricing.shares import DEFAULT
from projects.pricing.sharing import KIND, Rule, bands_kept, written
from projects.work.models import Project
from tests.world import MARKER, World

SIDES = {"shared": ("havsvik", "studionord"), "foreign": ("fjallbo", "grafit")}
PEOPLE = {"shared": "sam", "foreign": "olga"}
TARGETS = {"shared": Decimal("345678"), "foreign": Decimal("876543")}
Keep = Callable[[World, str, str, UUID | str], None]


def furnish(world: World, key: str, keep: Keep) -> None:
    """Plant it; both sides of a partnership read it, and nobody else."""
    project = Project.objects.get(partnership_id=getattr(world, key), id=world.things["project"][key])
    rule = Rule(TARGETS[key], "SEK", DEFAULT)
    row = Sharing.objects.create(
        partnership_id=project.partnership_id,
        project=project,
        number=1,
        currency=rule.currency,
        target=rule.target,
        bands=bands_kept(rule.bands),
        signed_at=timezone.now(),
    )
    keep(world, "sharing", key, row.id)
    own = {"partnership_id": project.partnership_id}
    agreement = Agreement.objects.create(**own, kind=KIND, subject_id=project.id, created_at=timezone.now())
    agreement.in_force = _version(world, key, project, agreement, rule, number=1)
    agreement.save(update_fields=["in_force"])
    _version(world, key, project, agreement, replace(rule, target=rule.target + 1), number=2)


def _version(
    world: World, key: str, project: Project, agreement: Agreement, rule: Rule, *, number: int
) -> Version:
    word, is_open = {"shared": "Ny webbutik", "foreign": MARKER}[key], number == 2
    partnership = world.partnership(PEOPLE[key])
    text, now = canonical(written(rule, project, partnership)), timezone.now()
    return Version.objects.create(
        partnership_id=project.partnership_id,
        agreement=agreement,
        number=number,
        status=Status.OPEN if is_open else Status.SIGNED,
        title=f"Pain and gain share of {project.name}",
        values=text,
        text_en=word,
        text_sv=word,
        word=word,
        amount=rule.target,
        needs={str(world.parties[side]): 1 for side in SIDES[key]},
        content_hash=fingerprint(f"{text}{number}"),
        party_id=world.parties[SIDES[key][1]],
        person=world.users[PEOPLE[key]],
        proposed_at=now,
        closed_at=None if is_open else now,
    )
