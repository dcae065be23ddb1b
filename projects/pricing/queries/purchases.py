"""What was bought in for projects, in prices: every party reads them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum

from projects.pricing.models import Outlay


@dataclass(frozen=True, slots=True)
class Purchases:
    """Prices of purchases on one line of the sheet ("" for none) in one month, approved or not; money excl. VAT."""

    line: str
    sort: str
    month: date
    is_approved: bool
    price: Decimal


def purchases_in(
    partnership_ids: Sequence[UUID],
    *,
    project_id: UUID | None = None,
    until: date | None = None,
    using: str = "default",
) -> Mapping[UUID, Mapping[str, list[Purchases]]]:
    """Return the purchases of projects by project and currency, by day; all, or those made until a day."""
    rows = Outlay.objects.using(using).filter(partnership_id__in=list(partnership_ids))
    if project_id:
        rows = rows.filter(project_id=project_id)
    if until:
        rows = rows.filter(done_on__lte=until)
    cells = ("project_id", "currency", "line", "sort", "done_on", "approved_at")
    summed = rows.order_by("done_on", "line").values_list(*cells).annotate(total=Sum("price"))
    found: dict[UUID, dict[str, list[Purchases]]] = defaultdict(lambda: defaultdict(list))
    for project, currency, line, sort, done_on, approved_at, price in summed:
        one = Purchases(line, sort, done_on.replace(day=1), approved_at is not None, price)
        found[project][currency].append(one)
    return found
