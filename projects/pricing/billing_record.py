"""A basis for billing as programs read it: the same in the API and in the file of the portal."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from partnership.kit.money import rounded_money
from projects.pricing.basis import read_lines, read_sums
from projects.pricing.billing import BillLine, Sums


def billing_record(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of BILLINGS with its lines and sums in place of the values."""
    values, currency = row["values"], row["currency"]
    kept = {name: value for name, value in row.items() if name != "values"}
    return {**kept, "vat": values["vat"], **record_of(read_lines(values), read_sums(values), currency)}


def record_of(lines: Iterable[BillLine], sums: Sums, currency: str) -> dict[str, Any]:
    """Return lines and sums: amounts as text with the digits of the currency, excl. VAT where it is not said."""
    return {
        "total": _money(sums.total, currency),
        "vat_amount": None if sums.vat is None else _money(sums.vat, currency),
        "with_vat": _money(sums.with_vat, currency),
        "lines": [_line(one, currency) for one in lines],
    }


def _line(line: BillLine, currency: str) -> dict[str, Any]:
    rate = None if line.rate is None else {"amount": format(line.rate, "f"), "currency": currency}
    return {
        "id": line.id,
        "sort": line.sort.value,
        "text": line.text,
        "hours": None if line.hours is None else format(line.hours, "f"),
        "rate": rate,
        "amount": _money(line.amount, currency),
    }


def _money(amount: Decimal, currency: str) -> dict[str, str]:
    return {"amount": format(rounded_money(amount, currency), "f"), "currency": currency}
