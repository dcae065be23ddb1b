"""The benefit ledger: in every partnership what each side keeps to itself, and what it has opened and said in words."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from projects.openness.factories import granted
from projects.openness.steps import Step, Topic
from projects.pricing.models import Entry, Posted
from tests.world import MARKER, World

SIDES = {"shared": ("havsvik", "studionord"), "foreign": ("fjallbo", "grafit")}
Keep = Callable[[World, str, str, UUID | str], None]


def furnish(world: World, key: str, keep: Keep, secret_of: Callable[[str], str]) -> None:
    """Plant it: with an amount, only its side reads it; in words alone, both sides do, and each waits for the other."""
    word = {"shared": "Ny webbutik", "foreign": MARKER}[key]
    partnership, (one, other) = getattr(world, key), SIDES[key]
    for owner, reader, topic in ((one, other, Topic.OUTCOME_VALUE), (other, one, Topic.MARGIN)):
        granted(partnership, world.parties[owner], world.parties[reader], topic, Step.EXISTS)
        written(world, key, owner, f"Lärde oss av {word}")
        entry = written(world, key, owner, secret_of(owner), value=Decimal("4321.98"))
        if owner == one:
            keep(world, "benefit_entry", key, entry.id)


def written(world: World, key: str, side: str, text: str, **said: Any) -> Entry:
    """A side's entry without a word on it."""
    now = timezone.now()
    own = {"partnership_id": getattr(world, key), "party_id": world.parties[side]}
    entry: Entry = Entry.objects.create(
        **own,
        organization=world.organizations[side],
        way=Entry.Way.GAIN,
        sort="learning",
        text=text,
        done_on=now.date(),
        currency="SEK",
        created_at=now,
        updated_at=now,
        **said,
    )
    Posted.objects.create(**own, entry=entry, is_in_words=not said, entry_version=1, posted_at=now)
    return entry
