"""An organization's own rate card and exchange rates: read in its own context alone, never from a partner's."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from projects.pricing.exchange import StatedRate
from projects.pricing.models import ExchangeRate, Rate
from projects.pricing.ratecard import RateSeen

NAMES = (
    "id",
    "role",
    "role_key",
    "valid_from",
    "currency",
    "hourly_rate",
    "hourly_cost",
    "created_at",
    "updated_at",
    "version",
)
STATED = ("id", "base", "quote", "rate", "stated_on", "source", "created_at")


def rates_of(organization_id: UUID | None) -> list[RateSeen]:
    """Return every line of the rate card, by role, currency and day; nothing outside the organization's own door."""
    rows = Rate.objects.filter(organization_id=organization_id)
    ordered = rows.order_by("role_key", "currency", "valid_from", "id")
    return [RateSeen(*row) for row in ordered.values_list(*NAMES)]


def stated_rates_of(organization_id: UUID | None) -> list[StatedRate]:
    """Return the exchange rates that the organization has stated, newest day first."""
    rows = ExchangeRate.objects.filter(organization_id=organization_id)
    return [StatedRate(*row) for row in rows.order_by("-stated_on", "base", "quote").values_list(*STATED)]


def viewing_rate(organization_id: UUID | None, base: str, quote: str, today: date) -> StatedRate | None:
    """Return the newest rate of that day or earlier that the organization has stated between two currencies.

    Stated either way round; `StatedRate.one` turns it. None without any.
    """
    pair = Q(base=base, quote=quote) | Q(base=quote, quote=base)
    rows = ExchangeRate.objects.filter(pair, organization_id=organization_id, stated_on__lte=today)
    found = rows.order_by("-stated_on", "-created_at", "-id").values_list(*STATED).first()
    return StatedRate(*found) if found else None
