"""Rows of the benefit ledger for tests: written as the creator, as if the sides had written them."""

from datetime import date
from decimal import Decimal

from projects.pricing.models import Confirmation, Entry, Posted
from projects.work.factories import ProjectFactory
from tests.world import NOW


def project_of(world, **said):
    """Havsvik commissions, Studio Nord delivers."""
    roles = {
        "commissioned_by_id": world.parties["havsvik"],
        "delivered_by_id": world.parties["studionord"],
    }
    return ProjectFactory(partnership_id=world.shared, **{**roles, **said})


def entry_of(world, side, *, partnership=None, said_by=None, value=None, hours=None, now=NOW, **said):
    """An entry of a side in its ledger; `said_by` confirms it."""
    plain = {"way": "gain", "sort": "outcome_value", "text": "Fewer returns", "done_on": date(2026, 11, 20)}
    own = {"partnership_id": partnership or world.shared, "party_id": world.parties[side]}
    entry = Entry.objects.create(
        **own,
        organization=world.organizations[side],
        value=None if value is None else Decimal(value),
        hours=None if hours is None else Decimal(hours),
        currency="SEK",
        created_at=now,
        updated_at=now,
        **{**plain, **said},
    )
    Posted.objects.create(
        **own,
        entry=entry,
        project_id=entry.project_id,
        is_in_words=value is None and hours is None,
        entry_version=1,
        posted_at=now,
    )
    if said_by:
        said_to(world, entry, said_by)
    return entry


def said_to(world, entry, side, *, agrees=True, word=""):
    """Another side's word on an entry as it stands."""
    return Confirmation.objects.create(
        partnership_id=entry.partnership_id,
        entry=entry,
        entry_version=entry.version,
        party_id=world.parties[side],
        agrees=agrees,
        word=word,
        said_at=NOW,
    )
