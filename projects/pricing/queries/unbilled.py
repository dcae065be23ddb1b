"""What can be billed of each project and has not been, and from which day the next basis would go."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Exists, F, Max, Min, OuterRef, Q, Sum

from projects.pricing.basis import WorkCounted, counted_lines
from projects.pricing.basis_checks import instalments_agreed
from projects.pricing.billing import BY_WORK, BillLine, Sort, adjusted, sum_of
from projects.pricing.buildup import ZERO, SheetKind
from projects.pricing.models import Billed, Billing, Outlay
from projects.pricing.outturn import months_begun
from projects.pricing.queries.agreed_bases import agreed_lines_in, total_of
from projects.pricing.queries.priced import Priced, priced_in
from projects.pricing.queries.signed import Signed, signed_sheets
from projects.pricing.sheet import SheetTerms
from projects.pricing.sheet_fields import KINDS
from projects.work.models import Project

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Unbilled:
    """A project with a signed sheet: `billed` in agreed bases, `amount` approved, or left of what is agreed, and not billed.

    `hours` are the approved ones behind it, `waiting` those that nobody has approved yet; `proposed` is the part that
    waits for signatures already. `from_on` and `to_on` are what
    the next basis could be; None where every day until today has one. Money excl. VAT in `currency`.
    """

    project_id: UUID
    name: str
    kind: SheetKind
    currency: str
    hours: Decimal
    waiting: Decimal
    amount: Decimal
    proposed: Decimal
    billed: Decimal
    from_on: date | None
    to_on: date | None

    @property
    def is_by_work(self) -> bool:
        return self.kind in BY_WORK

    @property
    def kind_label(self) -> str:
        return str(KINDS[self.kind.value])


def unbilled_of(partnership_id: UUID, *, today: date, project_id: UUID | None = None) -> list[Unbilled]:
    """Return every project that has a signed sheet, by name: six statements, however many there are."""
    sheets = signed_sheets([partnership_id], project_id=project_id)
    projects = Project.objects.filter(partnership_id=partnership_id, id__in=list(sheets)).order_by(
        "name", "id"
    )
    agreed = agreed_lines_in([partnership_id], project_id=project_id)
    work: dict[UUID, list[Priced]] = defaultdict(list)
    for row in priced_in([partnership_id], project_id=project_id, to_on=today):
        if not row.is_billed:
            work[row.project_id].append(row)
    bought = _bought(partnership_id, sheets)
    bases = _bases(partnership_id)
    found = []
    for one in projects:
        sheet = sheets[one.id]
        bill = agreed.get((one.id, sheet.terms.currency), [])
        some = _Some(one, sheet, work[one.id], bought.get(one.id), bill, *bases.get(one.id, (None, ZERO)))
        found.append(_unbilled(some, today))
    return found


@dataclass(frozen=True, slots=True)
class _Some:
    project: Project
    sheet: Signed
    work: Sequence[Priced]
    bought: tuple[Decimal, date] | None
    agreed: Sequence[BillLine]
    ends_on: date | None
    proposed: Decimal


def _unbilled(some: _Some, today: date) -> Unbilled:
    terms = some.sheet.terms
    approved = [one for one in some.work if one.is_approved and one.rate is not None]
    first, last = _next(some, approved, today)
    return Unbilled(
        project_id=some.project.id,
        name=some.project.name,
        kind=terms.kind,
        currency=terms.currency,
        hours=sum((one.hours for one in approved), ZERO),
        waiting=sum((one.hours for one in some.work if not one.is_approved), ZERO),
        amount=_by_work(some, approved) if terms.kind in BY_WORK else _left(some, today),
        proposed=some.proposed,
        billed=total_of(some.agreed),
        from_on=first,
        to_on=last,
    )


def _by_work(some: _Some, approved: Iterable[Priced]) -> Decimal:
    """Approved work and purchases, after the discount and within the cap, as one basis of everything would say."""
    terms = some.sheet.terms
    sums: dict[tuple[str, Decimal | None], Decimal] = defaultdict(Decimal)
    for one in approved:
        if one.currency == terms.currency:
            sums[one.role_key, one.rate] += one.hours
    work = [WorkCounted(role, role, terms.currency, rate, hours) for (role, rate), hours in sums.items()]
    lines = list(counted_lines(work, (), terms.currency))
    if some.bought:
        lines.append(BillLine("bought", Sort.OUTLAY, "", some.bought[0]))
    cap = terms.cap if terms.kind == SheetKind.PRICE_CAP else None
    taken = adjusted(lines, some.agreed, sheet_lines=terms.lines, cap=cap, currency=terms.currency)
    return total_of(lines) + sum(taken.values(), ZERO)


def _left(some: _Some, today: date) -> Decimal:
    """Of a fixed price what is not billed; of a retainer, of the months that have begun."""
    terms, so_far = some.sheet.terms, sum_of(some.agreed, Sort.INSTALMENT)
    return max(min(_due(some, terms, today), instalments_agreed(terms) or ZERO) - so_far, ZERO)


def _due(some: _Some, terms: SheetTerms, today: date) -> Decimal:
    if terms.kind != SheetKind.RETAINER:
        return terms.price
    start_on = some.project.starts_on or some.sheet.first_on
    return terms.charged(ZERO, months=Decimal(months_begun(start_on, today=today, most=terms.months)))


def _next(some: _Some, approved: Sequence[Priced], today: date) -> tuple[date | None, date | None]:
    """From the day after the newest basis, else from the first day there is; until the month before ends, else today."""
    days = [some.project.starts_on or some.sheet.first_on, *(one.month for one in approved)]
    if some.bought:
        days.append(some.bought[1])
    first = some.ends_on + DAY if some.ends_on else min(min(days), today)
    if first > today:
        return None, None
    month_end = today.replace(day=1) - DAY
    return first, month_end if first <= month_end else today


def _bought(partnership_id: UUID, sheets: dict[UUID, Signed]) -> dict[UUID, tuple[Decimal, date]]:
    """Approved purchases of the side that delivers, not billed, in the currency of the sheet: sum and first day."""
    billed = Billed.objects.filter(partnership_id=partnership_id, outlay_id=OuterRef("id"))
    rows = Outlay.objects.filter(
        partnership_id=partnership_id,
        project_id__in=list(sheets),
        approved_at__isnull=False,
        party_id=F("project__delivered_by_id"),
    ).filter(~Exists(billed))
    summed = rows.values_list("project_id", "currency").annotate(sum=Sum("price"), first=Min("done_on"))
    return {
        project: (amount, first)
        for project, currency, amount, first in summed.order_by()
        if currency == sheets[project].terms.currency
    }


def _bases(partnership_id: UUID) -> dict[UUID, tuple[date, Decimal]]:
    """The last day of each project's newest basis that waits or is agreed, and the sum of those that wait."""
    rows = Billing.objects.filter(partnership_id=partnership_id).exclude(status=Billing.Status.DROPPED)
    waits = Sum("price", filter=Q(status=Billing.Status.OPEN))
    found = rows.order_by().values_list("project_id").annotate(last=Max("to_on"), waits=waits)
    return {project: (last, waiting or ZERO) for project, last, waiting in found}
