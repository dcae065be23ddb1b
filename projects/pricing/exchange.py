"""An exchange rate as an organization has stated it, read either way round. No Django, no clock, no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from partnership.kit.money import converted


@dataclass(frozen=True, slots=True)
class StatedRate:
    """One unit of `base` is `rate` units of `quote`, as stated for a day on."""

    id: UUID
    base: str
    quote: str
    rate: Decimal
    stated_on: date
    source: str
    created_at: datetime

    def one(self, currency: str) -> Fraction:
        """Return how much one unit of `currency` is in the other one, exactly; raise ValueError for a third one."""
        if currency == self.base:
            return Fraction(self.rate)
        if currency == self.quote:
            return 1 / Fraction(self.rate)
        raise ValueError(f"{currency} is not in {self.base}/{self.quote}")


@dataclass(frozen=True, slots=True)
class InOwn:
    """Amounts of a partnership in the reader's own `currency`, for viewing only, at a rate that stands beside them."""

    currency: str
    stated: StatedRate

    @property
    def rate(self) -> Decimal:
        """The rate as it was stated: one unit of `stated.base` in `stated.quote`."""
        return self.stated.rate

    @property
    def stated_on(self) -> date:
        return self.stated.stated_on

    @property
    def foreign(self) -> str:
        """The currency that amounts come in: the partnership's."""
        return self.stated.quote if self.stated.base == self.currency else self.stated.base

    def of(self, amount: Decimal) -> Decimal:
        """Return an amount of the partnership's currency in the own one, rounded to its digits."""
        return converted(amount, self.stated.one(self.foreign), self.currency)
