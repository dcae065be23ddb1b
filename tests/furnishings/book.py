"""The open book: a signed sheet, a purchase, and what each side keeps to itself about them."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from projects.pricing.models import ExchangeRate, LineCost, Outlay, OutlayCost, Rate, Replacement
from projects.pricing.models.benefit import Shared
from tests.world import MARKER, World

SIDES = {"shared": ("havsvik", "studionord"), "foreign": ("fjallbo", "grafit")}
Keep = Callable[[World, str, str, UUID | str], None]


def furnish(world: World, key: str, keep: Keep, secret_of: Callable[[str], str]) -> None:
    """Plant it; `secret_of` gives the word that only an organization's own people read."""
    word = {"shared": "Ny webbutik", "foreign": MARKER}[key]
    partnership, (commissions, delivers) = getattr(world, key), SIDES[key]
    now, project = timezone.now(), world.things["project"][key]
    stamps = {"created_at": now, "updated_at": now}
    bought: dict[str, Any] = {"partnership_id": partnership, "done_on": now.date(), "currency": "SEK"}
    outlay = Outlay.objects.create(
        **bought,
        **stamps,
        project_id=project,
        party_id=world.parties[delivers],
        sort="bought_in",
        text=f"Licens {word}",
        price=Decimal(1200),
    )
    keep(world, "outlay", key, outlay.id)
    own = {"partnership_id": partnership, "organization": world.organizations[delivers]}
    OutlayCost.objects.create(**own, outlay=outlay, cost=Decimal("987.31"))
    LineCost.objects.create(
        **own,
        project_id=project,
        line=secret_of(delivers),
        number=1,
        cost=Decimal("7654.21"),
        stated_at=now,
    )
    for side in (commissions, delivers):
        _own(world, partnership, side, secret_of(side))
        shared = Shared.objects.create(
            partnership_id=partnership,
            party_id=world.parties[side],
            sort=Shared.Sort.INSIGHT,
            text=f"Genomgång av {word}",
            done_on=now.date() - timedelta(days=30),
            hours=Decimal(4),
            created_at=now,
        )
        keep(world, "shared", key, shared.id)


def _own(world: World, partnership: UUID, side: str, secret: str) -> None:
    now = timezone.now()
    own = {
        "partnership_id": partnership,
        "organization": world.organizations[side],
        "party_id": world.parties[side],
        "currency": "SEK",
    }
    Replacement.objects.create(**own, inputs={"search": "5432.19"}, updated_at=now)


def furnish_organization(world: World, key: str, keep: Keep, secret: str) -> None:
    """Plant a rate and an exchange rate of the organization's own."""
    now = timezone.now()
    rate = Rate.objects.create(
        organization=world.organizations[key],
        role=secret,
        role_key=secret,
        valid_from=now.date() + timedelta(days=30),
        currency="SEK",
        hourly_rate=Decimal("1234.56"),
        hourly_cost=Decimal("765.43"),
        created_at=now,
        updated_at=now,
    )
    exchange = ExchangeRate.objects.create(
        organization=world.organizations[key],
        base="EUR",
        quote="SEK",
        rate=Decimal("11.23"),
        stated_on=now.date(),
        source=secret,
        created_at=now,
    )
    keep(world, "rate", key, rate.id)
    keep(world, "exchange_rate", key, exchange.id)
