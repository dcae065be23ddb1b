"""A basis for billing between what an agreement keeps (plain JSON) and what Python counts with. No rows, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from projects.agreement.fields import Values
from projects.pricing.billing import COUNTED, BillLine, Sort, Sums, amount_of, sums_of
from projects.pricing.sharing import plain

COUNTS = ("lines", "total", "vat", "vat_amount", "with_vat")
"""The values that are counted: they are the same when it is counted again, or something has changed."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A line that somebody writes: an instalment, the share of a final account, a bonus. Money excl. VAT."""

    sort: Sort
    amount: Decimal
    text: str = ""


@dataclass(frozen=True, slots=True)
class BasisSaid:
    """What somebody says of a basis: its days, both included, and the lines that are not counted but written."""

    from_on: date
    to_on: date
    stated: tuple[Stated, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkCounted:
    """Approved hours of one role at one hourly rate; `is_late` ones are of a period that was agreed before them.

    `rate` is None, and nothing is charged, for a role without a line in the sheet of its day.
    """

    role: str
    role_key: str
    currency: str
    rate: Decimal | None
    hours: Decimal
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Bought:
    """An approved purchase, at its price."""

    id: str
    text: str
    done_on: date
    price: Decimal
    currency: str


def counted_lines(
    work: Sequence[WorkCounted], bought: Sequence[Bought], currency: str
) -> tuple[BillLine, ...]:
    """Return a line for each role and hourly rate, and one for each purchase; hours without a rate have none."""
    lines = [
        BillLine(
            _work_id(one),
            Sort.LATE if one.is_late else Sort.WORK,
            one_line(one.role),
            amount_of(one.hours, one.rate, currency),
            one.hours,
            one.rate,
        )
        for one in work
        if one.rate is not None
    ]
    return (*lines, *(BillLine(one.id, Sort.OUTLAY, one_line(one.text), one.price) for one in bought))


def stated_lines(stated: Sequence[Stated]) -> tuple[BillLine, ...]:
    """Return what somebody writes as lines."""
    return tuple(
        BillLine(f"stated-{place}", one.sort, one_line(one.text), one.amount)
        for place, one in enumerate(stated, start=1)
    )


def written(lines: Iterable[BillLine], *, vat: Decimal | None, currency: str) -> dict[str, Any]:
    """Write lines and sums down as an agreement keeps them: decimals as text."""
    rows = list(lines)
    sums = sums_of(rows, vat, currency)
    return {
        "lines": [_line(one, currency) for one in rows],
        "total": money(sums.total, currency),
        "vat": None if vat is None else plain(vat),
        "vat_amount": None if sums.vat is None else money(sums.vat, currency),
        "with_vat": money(sums.with_vat, currency),
    }


def read_lines(values: Values) -> list[BillLine]:
    """Return the lines of what an agreement keeps."""
    return [
        BillLine(
            row["id"],
            Sort(row["sort"]),
            row["text"] or "",
            Decimal(row["amount"]["amount"]),
            None if row["hours"] is None else Decimal(row["hours"]),
            None if row["rate"] is None else Decimal(row["rate"]["amount"]),
        )
        for row in values.get("lines") or ()
    ]


def read_stated(values: Values) -> tuple[Stated, ...]:
    """Return the lines that somebody has written."""
    return tuple(
        Stated(one.sort, one.amount, one.text) for one in read_lines(values) if one.sort not in COUNTED
    )


def read_sums(values: Values) -> Sums:
    """Return the sums of what an agreement keeps."""
    vat = values["vat_amount"]
    return Sums(
        Decimal(values["total"]["amount"]),
        None if vat is None else Decimal(vat["amount"]),
        Decimal(values["with_vat"]["amount"]),
    )


def read_days(values: Values) -> tuple[date, date]:
    """Return the first and the last day; raise ValueError or TypeError where one is not said."""
    return date.fromisoformat(values["from_on"]), date.fromisoformat(values["to_on"])


def money(amount: Decimal, currency: str) -> dict[str, str]:
    """Return an amount as agreements write it."""
    return {"amount": plain(amount), "currency": currency}


def one_line(text: str) -> str:
    """Return a text as an agreement keeps it, so that counting it again gives the same."""
    printed = "".join(one if one.isprintable() else " " for one in text)
    return " ".join(printed.split())


def same_counts(one: Values, other: Mapping[str, Any]) -> bool:
    """Say whether two bases say the same of everything that is counted."""
    return all(one[name] == other[name] for name in COUNTS)


def _line(line: BillLine, currency: str) -> dict[str, Any]:
    return {
        "id": line.id,
        "sort": line.sort.value,
        "text": line.text or None,
        "hours": None if line.hours is None else plain(line.hours),
        "rate": None if line.rate is None else money(line.rate, currency),
        "amount": money(line.amount, currency),
    }


def _work_id(one: WorkCounted) -> str:
    """The same hours keep their line when others come beside them, so that differences are told line by line."""
    return str(uuid5(NAMESPACE_OID, f"{one.role_key}|{one.rate}|{one.is_late}"))
