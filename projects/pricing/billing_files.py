"""An agreed basis for billing as files for an accounting system: CSV and a spreadsheet, in the reader's language.

Both say on every line which basis, project and period it is of, so that lines of several bases can be laid together.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from accounts.queries import PartySeen
from partnership.kit.cells import inert
from partnership.kit.money import digits, rounded_money
from projects.pricing.billing import BillLine
from projects.pricing.queries.billing import BillingSeen, sort_label

Cell = str | Decimal | date | None
WIDTHS = (9, 28, 22, 22, 12, 12, 24, 32, 10, 14, 16, 10, 8)


@dataclass(frozen=True, slots=True)
class Bill:
    """A basis with the sides that it is between."""

    basis: BillingSeen
    commissioned_by: PartySeen
    delivered_by: PartySeen

    @property
    def name(self) -> str:
        """How its files are called, without their ending."""
        return f"billing-{self.basis.number_text}"


def as_csv(bill: Bill) -> bytes:
    """Return the lines as CSV (RFC 4180): ISO dates, decimal points, no text that a spreadsheet runs."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_heads())
    for line in bill.basis.lines:
        writer.writerow([_plain(cell) for cell in _cells(bill, line)])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(bill: Bill) -> bytes:
    """Return the lines and the sums as a spreadsheet with real numbers and days; nothing in it is a formula."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        looks = _looks(book, bill.basis.currency)
        sheet = book.add_worksheet(bill.basis.number_text)
        for place, (head, width) in enumerate(zip(_heads(), WIDTHS, strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, head, looks["head"])
        rows = [_cells(bill, line) for line in bill.basis.lines]
        for number, row in enumerate(rows, start=1):
            _write(sheet, number, row, looks)
        _write_sums(sheet, len(rows) + 2, bill.basis, looks)
        sheet.freeze_panes(1, 0)
    return out.getvalue()


def _heads() -> Sequence[str]:
    return (
        _("Number"),
        _("Project"),
        _("Commissioned by"),
        _("Delivered by"),
        _("First day"),
        _("Last day"),
        _("Sort"),
        _("What"),
        _("Hours"),
        _("Hourly rate, excl. VAT"),
        _("Amount, excl. VAT"),
        _("Currency"),
        _("VAT in percent"),
    )


def _cells(bill: Bill, line: BillLine) -> list[Cell]:
    basis = bill.basis
    return [
        basis.number_text,
        basis.project_name,
        bill.commissioned_by.name,
        bill.delivered_by.name,
        basis.from_on,
        basis.to_on,
        sort_label(line),
        line.text,
        line.hours,
        line.rate,
        rounded_money(line.amount, basis.currency),
        basis.currency,
        basis.vat,
    ]


def _plain(cell: Cell) -> str:
    """Numbers may begin with a minus; what people wrote may not."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return cell.isoformat() if isinstance(cell, date) else inert(cell)


def _looks(book: Any, currency: str) -> dict[str, Any]:
    places = digits(currency)
    money = f'#,##0{"." + "0" * places if places else ""} "{currency}"'
    return {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
        "bold": book.add_format({"bold": True}),
        "money": book.add_format({"num_format": money}),
        "sum": book.add_format({"num_format": money, "bold": True}),
        "rate": book.add_format({"num_format": f'#,##0.00## "{currency}"'}),
        "number": book.add_format({"num_format": "#,##0.00"}),
        "percent": book.add_format({"num_format": "0.##"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
    }


def _write(sheet: Any, number: int, row: Sequence[Cell], looks: dict[str, Any]) -> None:
    kinds = {8: "number", 9: "rate", 10: "money", 12: "percent"}
    for place, cell in enumerate(row):
        if isinstance(cell, Decimal):
            sheet.write_number(number, place, float(cell), looks[kinds[place]])
        elif isinstance(cell, date):
            sheet.write_datetime(number, place, cell, looks["day"])
        elif cell is not None:
            sheet.write_string(number, place, cell)


def _write_sums(sheet: Any, number: int, basis: BillingSeen, looks: dict[str, Any]) -> None:
    sums = basis.sums
    rows = [(_("Sum, excl. VAT"), sums.total), (_("VAT"), sums.vat), (_("Sum with VAT"), sums.with_vat)]
    for place, (label, amount) in enumerate((one for one in rows if one[1] is not None), start=number):
        sheet.write_string(place, 9, label, looks["bold"])
        sheet.write_number(place, 10, float(amount or 0), looks["sum"])
