"""In every partnership a friction with an answer, an early warning said anew, and a joint action that is due soon.

Both sides of a partnership read them, and nobody else.
"""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from projects.activity.factories import EventFactory
from projects.feedback.factories import acted, answered, noted, warned
from projects.feedback.models import WarningVersion
from tests.world import MARKER, World

SIDES = {"shared": ("havsvik", "studionord"), "foreign": ("fjallbo", "grafit")}
PEOPLE = {"shared": ("ada", "sam"), "foreign": ("olga", "olga")}
Keep = Callable[[World, str, str, UUID | str], None]


def furnish(world: World, key: str, keep: Keep) -> None:
    """Plant them; the texts say who may read them."""
    word = {"shared": "Ny webbutik", "foreign": MARKER}[key]
    partnership, (one, other) = getattr(world, key), (world.parties[side] for side in SIDES[key])
    first, second = (world.users[name] for name in PEOPLE[key])
    said = {"person": first, "created_at": timezone.now() - timedelta(days=2)}
    note = noted(
        partnership, one, other, world.things["deliverable"][key], f"Filerna till {word} kom sent", **said
    )
    answered(note, f"Vi skickar {word} på nytt", person=second)
    thanks = {"sort": "thanks", "about": "work_entry", **said}
    noted(partnership, one, other, world.things["entry"][key], f"Tack för {word}", **thanks)
    about = {"about": "project", "about_id": world.things["project"][key]}
    warning = warned(partnership, one, f"Granskningen av {word} drar över", **about, **said, version=2)
    WarningVersion.objects.create(
        partnership_id=partnership, warning=warning, number=1, party_id=one, person=first,
        written_at=said["created_at"], what=f"{word} kan dröja", effect="", probability="low",
    )  # fmt: skip
    owners = {one: first.id, other: second.id}
    due_on = timezone.localdate() + timedelta(days=3)
    origin = {"origin": "warning", "origin_id": warning.id}
    action = acted(partnership, f"Boka granskning av {word}", due_on, owners, **origin)
    audience = [world.organizations[side].id for side in SIDES[key]]
    EventFactory(
        partnership_id=partnership, kind="feedback.friction_said", subject_kind="note", subject_id=note.id,
        party_id=one, person_id=first.id, audience=audience, at=said["created_at"],
    )  # fmt: skip
    for kind, row in (("note", note), ("warning", warning), ("action", action)):
        keep(world, kind, key, row.id)
