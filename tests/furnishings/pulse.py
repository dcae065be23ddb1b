"""In every partnership a pulse that is revealed, with its talk, and one that is open and half answered.

What was said in the first both sides read. In the second one person has answered, and nobody else may read it.
"""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from projects.feedback.models import PulseTerms, TalkNote
from projects.feedback.pulse_factories import pulse_answered, pulse_opened
from projects.feedback.questions import own_row, standard_rows
from tests.world import MARKER, World

SIDES = {"shared": ("havsvik", "studionord"), "foreign": ("fjallbo", "grafit")}
PEOPLE = {"shared": ("ada", "sam"), "foreign": ("olga", "olga")}
OWN = "01990000-0000-7000-8000-0000000000aa"
Keep = Callable[[World, str, str, UUID | str], None]


def furnish(world: World, key: str, keep: Keep) -> None:
    """Plant it; a person's word stands in the answer that is blind."""
    from tests.furnished import of_person

    word = {"shared": "Ny webbutik", "foreign": MARKER}[key]
    partnership, now = getattr(world, key), timezone.now()
    one, other = (world.parties[side] for side in SIDES[key])
    people = [world.users[name].id for name in PEOPLE[key]]
    questions = [
        *standard_rows(["trust", "tempo", "again"]),
        own_row(OWN, f"Vi hinner med {word}", f"In time {word}"),
    ]
    PulseTerms.objects.create(
        partnership_id=partnership,
        number=1,
        rhythm="monthly",
        months=1,
        days=10,
        questions=questions,
        signed_at=now,
    )
    common = {"seats": {one: [people[0]], other: [people[1]]}, "questions": questions}
    opened_at = now - timedelta(days=40)
    shown = pulse_opened(
        partnership, **common, opened_at=opened_at, revealed_at=opened_at + timedelta(days=3)
    )
    for party, person, score in ((one, people[0], 8), (other, people[1], 6)):
        said = {("tempo", one): (score, f"Tempot i {word}"), ("tempo", other): (10 - score, "")}
        pulse_answered(shown, party, person, said, shows_name=party == one)
    begun = pulse_opened(partnership, **common, number=2, opened_at=now - timedelta(days=1))
    secret = of_person(PEOPLE[key][1])
    pulse_answered(begun, other, people[1], {("trust", one): (2, secret), ("trust", other): (9, secret)})
    note = TalkNote.objects.create(
        partnership_id=partnership, round=shown, number=1, text=f"Vi talade om {word}", language="sv",
        party_id=one, person_id=people[0], written_at=now - timedelta(days=30),
    )  # fmt: skip
    for kind, row in {"pulse": shown.id, "open_pulse": begun.id, "talk_note": note.id}.items():
        keep(world, kind, key, row)
