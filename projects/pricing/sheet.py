"""A project's price sheet, which every party signs: what is charged for what, in which way, and the fair range of margin.

Pure of rows: between what is written down in an agreement (plain JSON) and what Python counts with. Money is excl. VAT.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from projects.agreement.fields import Values
from projects.pricing.buildup import Line, OverheadKey, SheetKind, Sort, total_of
from projects.pricing.charging import charged
from projects.pricing.sheet_fields import FIELDS, KIND

__all__ = ["FIELDS", "KIND", "Line", "SheetKind", "SheetTerms", "read", "written"]

MONEYS = ("fixed_price", "cap", "monthly")
PLAIN = ("months", "vat", "corridor_low", "corridor_high")


@dataclass(frozen=True, slots=True)
class Bonus:
    """Money for reaching a signed goal: nothing below half of it, all of it at the goal, evenly between."""

    goal_id: UUID
    goal_name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class SheetTerms:
    """A price sheet as Python counts with it; None is not agreed. Percents as they are written: 25 is 25 %.

    The lines of a retainer are those of one month.
    """

    project_id: UUID
    project_name: str
    kind: SheetKind
    currency: str
    lines: tuple[Line, ...] = ()
    fixed_price: Decimal | None = None
    cap: Decimal | None = None
    monthly: Decimal | None = None
    months: Decimal | None = None
    vat: Decimal | None = None
    corridor_low: Decimal | None = None
    corridor_high: Decimal | None = None
    overhead_key: OverheadKey = OverheadKey.DIRECT_COST
    bonus: Bonus | None = None

    @property
    def total(self) -> Decimal:
        """What the lines sum to, discounts taken away."""
        return total_of(self.lines)

    @property
    def whole(self) -> Decimal:
        """The price that the build-up sums to: the lines', else what is agreed without lines; of a retainer, one month's."""
        stated = {
            SheetKind.FIXED_PRICE: self.fixed_price,
            SheetKind.RETAINER: self.monthly,
            SheetKind.PRICE_CAP: self.cap,
        }
        return self.total if self.lines else stated.get(self.kind) or Decimal(0)

    @property
    def price(self) -> Decimal:
        """What the sheet comes to as it is planned, without bonus: `Sheet.price`."""
        if self.kind == SheetKind.FIXED_PRICE:
            return self.fixed_price or self.total
        if self.kind == SheetKind.PRICE_CAP and self.cap is not None:
            return min(self.cap, self.total) if self.total else self.cap
        if self.kind == SheetKind.RETAINER:
            return (self.monthly or Decimal(0)) * (self.months or Decimal(1))
        return self.total

    @property
    def at_stake(self) -> Decimal:
        """The most that a signature agrees to as planned: with a cap, up to it, and with the bonus. For signing limits."""
        most = max(self.price, self.cap or Decimal(0))
        return most + (self.bonus.amount if self.bonus else Decimal(0))

    def charged(
        self,
        worked: Decimal,
        *,
        months: Decimal = Decimal(0),
        shared: Callable[[Decimal], Decimal] | None = None,
    ) -> Decimal:
        """Return what is charged for work: `worked` is hours and purchases at the sheet's prices (`pricing.charging`)."""
        prices = {"fixed_price": self.fixed_price, "cap": self.cap, "monthly": self.monthly}
        return charged(
            self.kind,
            worked=worked,
            lines=self.lines,
            months=months,
            shared=shared,
            currency=self.currency,
            **prices,
        )

    def line(self, line_id: str) -> Line | None:
        """Return a line by its id, None where there is none."""
        return next((one for one in self.lines if one.id == line_id), None)

    def rate_of(self, role_key: str) -> Decimal | None:
        """Return the hourly rate that is signed for a role, None where none is."""
        rates = (one.rate for one in self.lines if one.role_key == role_key and one.rate is not None)
        return next(rates, None)


def written(terms: SheetTerms) -> dict[str, Any]:
    """Write a sheet down as an agreement keeps it: names beside ids, decimals as text."""
    bonus = terms.bonus
    return {
        "project": {"id": str(terms.project_id), "name": terms.project_name},
        "kind": terms.kind.value,
        "currency": terms.currency,
        "lines": [_line_written(line, terms.currency) for line in terms.lines],
        **{name: _money(getattr(terms, name), terms.currency) for name in MONEYS},
        **{name: _decimal(getattr(terms, name)) for name in PLAIN},
        "overhead_key": terms.overhead_key.value,
        "bonus": {
            "goal": {"id": str(bonus.goal_id), "name": bonus.goal_name},
            "amount": _money(bonus.amount, terms.currency),
        }
        if bonus
        else None,
    }


def read(values: Values) -> SheetTerms:
    """Read what an agreement keeps; raise ValueError, KeyError or TypeError for what is no price sheet."""
    bonus: Mapping[str, Any] | None = values["bonus"]
    return SheetTerms(
        project_id=UUID(values["project"]["id"]),
        project_name=values["project"]["name"],
        kind=SheetKind(values["kind"]),
        currency=values["currency"],
        lines=tuple(_line(row) for row in values["lines"]),
        **{name: _amount(values[name]) for name in MONEYS},
        **{name: _number(values[name]) for name in PLAIN},
        overhead_key=OverheadKey(values["overhead_key"] or OverheadKey.DIRECT_COST),
        bonus=Bonus(UUID(bonus["goal"]["id"]), bonus["goal"]["name"], Decimal(bonus["amount"]["amount"]))
        if bonus
        else None,
    )


def _line(row: Values) -> Line:
    return Line(
        id=row["id"],
        sort=Sort(row["sort"]),
        text=row["text"] or "",
        role=row["role"] or "",
        hours=_number(row["hours"]),
        rate=_number(row["rate"]),
        price=_amount(row["price"]) or Decimal(0),
    )


def _line_written(line: Line, currency: str) -> dict[str, Any]:
    return {
        "id": line.id,
        "text": line.text or line.role or None,
        "sort": line.sort.value,
        "role": line.role or None,
        "hours": _decimal(line.hours),
        "rate": _decimal(line.rate),
        "price": _money(line.price, currency),
    }


def _decimal(value: Decimal | None) -> str | None:
    """Write a decimal as agreements do: 400.00 and 400 are the same text."""
    return None if value is None else format(value.normalize(), "f")


def _money(value: Decimal | None, currency: str) -> dict[str, str] | None:
    amount = _decimal(value)
    return None if amount is None else {"amount": amount, "currency": currency}


def _number(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


def _amount(money: Mapping[str, str] | None) -> Decimal | None:
    return Decimal(money["amount"]) if money else None
