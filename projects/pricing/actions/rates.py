"""The own rate card: what an hour is sold for and what it costs, by role and from a day on."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.actions.organizations import ChangedMeanwhile
from accounts.actor import Actor
from accounts.models import Organization
from partnership.kit.book import record
from partnership.kit.errors import NotThere, Refused
from partnership.kit.ids import new_id
from partnership.kit.money import known_currency
from partnership.kit.once import made_before
from projects.pricing.models import Rate
from projects.pricing.ratecard import goes_between, has_come, role_key

MOST_AN_HOUR = Decimal(10_000_000)
MOST_DECIMALS = 4
MOST_LINES = 2000
EARLIEST, LATEST_AHEAD = date(1990, 1, 1), timedelta(days=3653)


class BadRate(Refused):
    message = _("Write an amount of 0 or more, at most 10,000,000, with at most four decimals.")
    code = "bad_rate"
    status = 422


class RateEmpty(Refused):
    message = _("Write the hourly rate, the hourly cost, or both.")
    code = "rate_empty"
    status = 422
    field = "hourly_rate"


class BadRole(Refused):
    message = _("Name the role with 1 to 80 characters, as in the work log.")
    code = "bad_role"
    status = 422
    field = "role"


class UnknownCurrency(Refused):
    message = _("There is no such currency. Write its three letters, for example SEK.")
    code = "unknown_currency"
    status = 422
    field = "currency"


class RateDayOutside(Refused):
    message = _("Write a day from 1990 on and at most ten years ahead.")
    code = "rate_day_outside"
    status = 422
    field = "valid_from"


class RatesOverlap(Refused):
    message = _("The role has a line from that very day already, in the same currency.")
    code = "rates_overlap"
    field = "valid_from"


class RateBetween(Refused):
    message = _(
        "Other lines of the role hold before and after that day. Write a later day, so that no day past changes."
    )
    code = "rate_between"
    field = "valid_from"


class RateHolds(Refused):
    message = _(
        "This line holds already, and hours are counted by it. Write a new line from a later day instead."
    )
    code = "rate_holds"


class TooManyRates(Refused):
    message = _("The rate card is full: it holds at most 2,000 lines.")
    code = "too_many_rates"


@dataclass(frozen=True, slots=True)
class RateSaid:
    """A line as it is written: money an hour, excl. VAT; one of rate and cost may be left out."""

    role: str
    valid_from: date
    currency: str
    hourly_rate: Decimal | None = None
    hourly_cost: Decimal | None = None


def add_rate(actor: Actor, *, said: RateSaid, today: date, now: datetime, key: UUID | None = None) -> Rate:
    """Add a line to the own rate card; from its day on it replaces the role's earlier one in that currency.

    Raises RatesOverlap for a day that the role has already, RateBetween where it would rewrite days that other lines
    hold, and BadRole, BadRate, RateEmpty, UnknownCurrency, RateDayOutside, TooManyRates.
    """
    actor.require(Right.KEEP_BOOK)
    own = _locked(actor)
    if found := made_before(Rate, own, key, owner="organization_id"):
        return found
    if Rate.objects.filter(organization_id=own).count() >= MOST_LINES:
        raise TooManyRates
    values = _values(own, said, today)
    rate = Rate(id=key or new_id(), organization_id=own, created_at=now, updated_at=now, **values)
    rate.save(force_insert=True)
    _tell(actor, "pricing.rate_added", rate, now)
    return rate


def change_rate(
    actor: Actor, *, rate: Rate, said: RateSaid, today: date, now: datetime, version: int | None = None
) -> Rate:
    """Change a line whose day has not come; raises RateHolds, ChangedMeanwhile, and what add_rate raises."""
    current = _open(actor, rate, today, version)
    for name, value in _values(current.organization_id, said, today, but=current).items():
        setattr(current, name, value)
    current.version += 1
    current.updated_at = now
    current.save()
    _tell(actor, "pricing.rate_changed", current, now)
    return current


def delete_rate(actor: Actor, *, rate: Rate, today: date, now: datetime, version: int | None = None) -> None:
    """Take away a line whose day has not come; raises RateHolds and ChangedMeanwhile."""
    current = _open(actor, rate, today, version)
    _tell(actor, "pricing.rate_deleted", current, now)
    Rate.objects.filter(organization_id=current.organization_id, id=current.id).delete()


def checked_currency(code: str) -> str:
    """Return a currency's code in capitals; raise UnknownCurrency for what is not in use anywhere."""
    capitals = code.strip().upper()
    if not known_currency(capitals):
        raise UnknownCurrency
    return capitals


def _locked(actor: Actor) -> UUID:
    """Let one person at a time write in the card, so that two lines never begin on one day."""
    rows = Organization.objects.select_for_update(no_key=True)
    own: Organization | None = rows.filter(id=actor.organization_id).first()
    if own is None:
        raise NotThere
    return own.id


def _open(actor: Actor, rate: Rate, today: date, version: int | None) -> Rate:
    actor.require(Right.KEEP_BOOK, rate)
    found: Rate | None = Rate.objects.filter(organization_id=_locked(actor), id=rate.id).first()
    if found is None:
        raise NotThere
    if has_come(found.valid_from, today):
        raise RateHolds
    if version is not None and found.version != version:
        raise ChangedMeanwhile
    return found


def _values(own: UUID, said: RateSaid, today: date, but: Rate | None = None) -> dict[str, object]:
    role = " ".join(said.role.split())
    if not 1 <= len(role) <= 80 or not role.isprintable():
        raise BadRole
    currency = checked_currency(said.currency)
    if said.hourly_rate is None and said.hourly_cost is None:
        raise RateEmpty
    if not EARLIEST <= said.valid_from <= today + LATEST_AHEAD:
        raise RateDayOutside
    _check_days(own, role_key(role), currency, said.valid_from, today, but)
    return {
        "role": role,
        "role_key": role_key(role),
        "valid_from": said.valid_from,
        "currency": currency,
        "hourly_rate": _amount(said.hourly_rate, "hourly_rate"),
        "hourly_cost": _amount(said.hourly_cost, "hourly_cost"),
    }


def _check_days(own: UUID, key: str, currency: str, day: date, today: date, but: Rate | None) -> None:
    rows = Rate.objects.filter(organization_id=own, role_key=key, currency=currency)
    days = list(rows.exclude(id=but.id if but else None).values_list("valid_from", flat=True))
    if day in days:
        raise RatesOverlap
    if goes_between(days, day, today):
        raise RateBetween


def _amount(value: Decimal | None, field: str) -> Decimal | None:
    if value is None:
        return None
    exponent = value.normalize().as_tuple().exponent if value.is_finite() else None
    if not isinstance(exponent, int) or -exponent > MOST_DECIMALS or not 0 <= value <= MOST_AN_HOUR:
        raise BadRate(field=field)
    return value


def _tell(actor: Actor, kind: str, rate: Rate, now: datetime) -> None:
    record(actor, kind, subject_kind="rate", subject_id=rate.id, organization=rate.organization_id, at=now)
