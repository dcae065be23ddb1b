"""A basis for billing as its pages lay it out."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from projects.pricing.basis import WorkCounted
from projects.pricing.billing import BillLine, Sums
from projects.pricing.queries.basis import BasisCounted
from projects.pricing.queries.billing import sort_label


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line by its sort, and what it is of: the role of work, the words of a purchase."""

    sort: str
    text: str
    hours: Decimal | None
    rate: Decimal | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class CountedShown:
    """A basis before anybody has put it forward; `unpriced` are hours that no line bills."""

    lines: list[LineShown]
    sums: Sums
    vat: Decimal | None
    currency: str
    unpriced: list[tuple[str, Decimal]]


def lines_shown(lines: Iterable[BillLine]) -> list[LineShown]:
    """Return the lines with their sorts in words."""
    return [LineShown(sort_label(one), one.text, one.hours, one.rate, one.amount) for one in lines]


def counted_shown(counted: BasisCounted) -> CountedShown:
    """Return what is counted, and the hours that are left out by role."""
    terms = counted.terms
    return CountedShown(
        lines_shown(counted.lines), counted.sums, terms.vat, terms.currency, _by_role(counted.unpriced)
    )


def _by_role(work: Iterable[WorkCounted]) -> list[tuple[str, Decimal]]:
    found: dict[str, tuple[str, Decimal]] = {}
    for one in work:
        name, hours = found.get(one.role_key, (one.role, Decimal(0)))
        found[one.role_key] = (name, hours + one.hours)
    return list(found.values())
