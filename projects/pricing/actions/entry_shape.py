"""What an entry of the benefit ledger must be before it is written down."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts.queries import PartnershipSeen
from partnership.kit.money import rounded_money
from projects.agreement.shape import CONTROL
from projects.goals.models import Goal
from projects.pricing.benefit import OUTCOME_VALUE, OWN_HOURS
from projects.pricing.ledger_refusals import (
    AmountOrRate,
    BadAmount,
    BadHours,
    DayNotPossible,
    GoalNotHere,
    HoursMissing,
    OtherCurrency,
    ProjectNotHere,
    SortOnOtherSide,
    WordsMissing,
    WordsTooLong,
)
from projects.pricing.models import Entry
from projects.work.models import Project

EARLIEST = date(1990, 1, 1)
LONGEST = 1000
MOST_HOURS, MOST_MONEY = Decimal(10) ** 7, Decimal(10) ** 12
ONLY = {OUTCOME_VALUE: Entry.Way.GAIN, OWN_HOURS: Entry.Way.CONTRIBUTION}


@dataclass(frozen=True, slots=True)
class EntrySaid:
    """What a side writes down: without `value` and `hours` it is an entry in words, which counts in words only.

    `value` is money excl. VAT in the partnership's currency; with `hourly` instead it is hours × that rate. `currency` is
    what the writer means the money in, "" for the partnership's.
    """

    way: str
    sort: str
    text: str
    done_on: date
    hours: Decimal | None = None
    value: Decimal | None = None
    hourly: Decimal | None = None
    currency: str = ""
    project_id: UUID | None = None
    goal_id: UUID | None = None


def written(partnership: PartnershipSeen, said: EntrySaid, *, today: date) -> dict[str, Any]:
    """Return the columns of an entry; raise the refusal of `ledger_refusals` that fits."""
    if said.currency not in ("", partnership.currency):
        raise OtherCurrency
    if said.way not in Entry.Way.values or ONLY.get(said.sort, said.way) != said.way:
        raise SortOnOtherSide
    if not EARLIEST <= said.done_on <= today:
        raise DayNotPossible
    _check_references(partnership.id, said)
    return {
        "way": said.way,
        "sort": said.sort,
        "text": words(said.text, missing=True),
        "done_on": said.done_on,
        "hours": _hours(said.hours),
        "value": _value(said, partnership.currency),
        "currency": partnership.currency,
        "project_id": said.project_id,
        "goal_id": said.goal_id,
    }


def words(text: str, *, missing: bool = False, field: str = "text") -> str:
    """Return a text trimmed, without what can't be shown; raise WordsTooLong, and WordsMissing where it must be there."""
    clean = CONTROL.sub("", text).strip()
    if missing and not clean:
        raise WordsMissing
    if len(clean) > LONGEST:
        raise WordsTooLong(field=field)
    return clean


def _hours(hours: Decimal | None) -> Decimal | None:
    if hours is None:
        return None
    if not hours.is_finite() or not 0 < hours < MOST_HOURS or hours != round(hours, 2):
        raise BadHours
    return hours


def _value(said: EntrySaid, currency: str) -> Decimal | None:
    if said.hourly is None:
        return None if said.value is None else _amount(said.value, currency, "value")
    if said.value is not None:
        raise AmountOrRate
    hours = _hours(said.hours)
    if hours is None:
        raise HoursMissing
    worth = hours * _amount(said.hourly, currency, "hourly")
    return _amount(rounded_money(worth, currency), currency, "hourly")


def _amount(value: Decimal, currency: str, field: str) -> Decimal:
    if not value.is_finite() or not 0 < value < MOST_MONEY or value != rounded_money(value, currency):
        raise BadAmount(field=field)
    return value


def _check_references(partnership_id: UUID, said: EntrySaid) -> None:
    if said.project_id and not _is_there(Project, partnership_id, said.project_id):
        raise ProjectNotHere
    if said.goal_id and not _is_there(Goal, partnership_id, said.goal_id):
        raise GoalNotHere


def _is_there(model: type[Project] | type[Goal], partnership_id: UUID, row_id: UUID) -> bool:
    return bool(model.objects.filter(partnership_id=partnership_id, id=row_id).exists())
