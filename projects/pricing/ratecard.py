"""Which line of a rate card holds on a day, and the card as its owner reads it. No Django, no clock, no database.

A line holds from `valid_from` until the next line of the same role and currency. Money an hour, excl. VAT.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class RateSeen:
    """A line of an organization's own rate card; rate or cost may be unknown, never both."""

    id: UUID
    role: str
    role_key: str
    valid_from: date
    currency: str
    hourly_rate: Decimal | None
    hourly_cost: Decimal | None
    created_at: datetime
    updated_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class OnCard:
    """One role in one currency: what holds today, what comes, and what held before, the newest first."""

    role: str
    currency: str
    now: RateSeen | None
    coming: tuple[RateSeen, ...]
    earlier: tuple[RateSeen, ...]


def role_key(role: str) -> str:
    """Return a role as work entries, sheets and rate cards find each other: lower case, single blanks."""
    return " ".join(role.split()).lower()


def rate_on(rates: Iterable[RateSeen], role: str, day: date, currency: str) -> RateSeen | None:
    """Return the line that holds for a role on a day, None before its first; the order of the lines does not matter."""
    key = role_key(role)
    begun = [
        one for one in rates if one.role_key == key and one.currency == currency and one.valid_from <= day
    ]
    return max(begun, key=lambda one: one.valid_from, default=None)


def has_come(valid_from: date, today: date) -> bool:
    """Say whether a line's day has come: from then on it is never changed or deleted."""
    return valid_from <= today


def goes_between(days: Sequence[date], day: date, today: date) -> bool:
    """Say whether a new line would rewrite days that other lines of its role hold already, before and after it."""
    begun = [one for one in days if has_come(one, today)]
    return bool(begun) and min(begun) < day < max(begun)


def card_of(rates: Iterable[RateSeen], today: date) -> list[OnCard]:
    """Return the card by role and currency, in the order of the alphabet; a role is written as in its newest line."""
    groups: dict[tuple[str, str], list[RateSeen]] = {}
    for one in sorted(rates, key=lambda one: (one.role_key, one.currency, one.valid_from)):
        groups.setdefault((one.role_key, one.currency), []).append(one)
    return [_on_card(lines, today) for lines in groups.values()]


def _on_card(lines: Sequence[RateSeen], today: date) -> OnCard:
    begun = [one for one in lines if has_come(one.valid_from, today)]
    return OnCard(
        role=lines[-1].role,
        currency=lines[-1].currency,
        now=begun[-1] if begun else None,
        coming=tuple(lines[len(begun) :]),
        earlier=tuple(reversed(begun[:-1])),
    )
