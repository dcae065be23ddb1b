"""The price side of projects: what the signed sheet comes to so far and at completion. Every party reads it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum

from accounts.queries import PartnershipSeen
from partnership.kit.errors import NotThere
from projects.pricing.actuals import Done, Rest, part_of, sums_by_role
from projects.pricing.buildup import SheetKind
from projects.pricing.models import Outlay, Sheet
from projects.pricing.outturn import Going, going, months_begun
from projects.pricing.queries.priced import Priced, priced_in
from projects.pricing.sheet import SheetTerms, read
from projects.work.queries.facts import ProjectRead, read_projects

ZERO, HUNDRED = Decimal(0), Decimal(100)


@dataclass(frozen=True, slots=True)
class Signed:
    """The newest signed sheet of a project; `first_on` is the day from which its first version held."""

    number: int
    from_on: date
    first_on: date
    terms: SheetTerms


@dataclass(frozen=True, slots=True)
class Purchases:
    """Prices of purchases on one line of the sheet ("" for none) in one month, approved or not; money excl. VAT."""

    line: str
    sort: str
    month: date
    is_approved: bool
    price: Decimal


@dataclass(frozen=True, slots=True)
class Outturn:
    """What a project's price is so far and at completion; money excl. VAT in `currency`, exact, None is not known.

    `price_now` is all that is logged; `price_unapproved` the part of it that another side has not approved yet.
    `worked_*` are hours and purchases at the sheet's prices, before what its kind makes of them. `hours_without_rate` are
    in roles that the sheet of their day has no rate for: they have no price. Corridor as fractions.
    """

    project_id: UUID
    name: str
    commissioned_by_id: UUID
    delivered_by_id: UUID
    is_finished: bool
    currency: str
    kind: SheetKind | None = None
    number: int | None = None
    agreed: Decimal | None = None
    price_now: Decimal | None = None
    price_unapproved: Decimal | None = None
    price_forecast: Decimal | None = None
    worked_now: Decimal = ZERO
    hours: Decimal = ZERO
    hours_without_rate: Decimal = ZERO
    corridor_low: Decimal | None = None
    corridor_high: Decimal | None = None
    done: Done = field(default_factory=Done)
    rest: Rest = field(default_factory=Rest)
    work: tuple[Priced, ...] = ()
    purchases: tuple[Purchases, ...] = ()
    terms: SheetTerms | None = None

    @property
    def has_anything(self) -> bool:
        """Whether a sheet is signed, or anything was done."""
        return self.terms is not None or bool(self.work) or bool(self.purchases)


def outturn_of(
    partnership: PartnershipSeen, project_id: UUID, *, today: date, using: str = "default"
) -> Outturn:
    """Return one project's outturn on a day; raise NotThere for another partnership's project as for none."""
    found = outturns_in([partnership.id], today=today, project_id=project_id, using=using)
    if not found:
        raise NotThere
    return in_currency(found[0], partnership)


def in_currency(outturn: Outturn, partnership: PartnershipSeen) -> Outturn:
    """Return it in the partnership's currency while no sheet says another."""
    return outturn if outturn.currency else replace(outturn, currency=partnership.currency)


def outturns_in(
    partnership_ids: Sequence[UUID],
    *,
    today: date,
    project_id: UUID | None = None,
    using: str = "default",
) -> list[Outturn]:
    """Return the outturn of every project of the partnerships, by name: four statements, however many there are.

    The currency of a project without a sheet is "".
    """
    ids = list(partnership_ids)
    projects = read_projects(ids, as_of=today, project_id=project_id, using=using)
    sheets = signed_sheets(ids, project_id=project_id, using=using)
    work = _grouped(priced_in(ids, project_id=project_id, using=using))
    bought = _purchases(ids, project_id, using)
    return [
        _outturn(one, sheets.get(one.id), work.get(one.id, ()), bought.get(one.id, {}), today=today)
        for one in projects
    ]


def signed_sheets(
    partnership_ids: Sequence[UUID], *, project_id: UUID | None = None, using: str = "default"
) -> dict[UUID, Signed]:
    """Return the newest signed sheet of each project that has one."""
    rows = Sheet.objects.using(using).filter(partnership_id__in=list(partnership_ids))
    if project_id:
        rows = rows.filter(project_id=project_id)
    found: dict[UUID, Signed] = {}
    days: dict[UUID, date] = {}
    for sheet in rows.order_by("project_id", "number").values_list(
        "project_id", "number", "from_on", "values"
    ):
        first_on = days.setdefault(sheet[0], sheet[2])
        found[sheet[0]] = Signed(sheet[1], sheet[2], first_on, read(sheet[3]))
    return found


def _grouped(rows: Iterable[Priced]) -> dict[UUID, tuple[Priced, ...]]:
    found: dict[UUID, list[Priced]] = defaultdict(list)
    for row in rows:
        found[row.project_id].append(row)
    return {project_id: tuple(some) for project_id, some in found.items()}


def _purchases(
    ids: Sequence[UUID], project_id: UUID | None, using: str
) -> dict[UUID, dict[str, list[Purchases]]]:
    """Purchases by project and currency."""
    rows = Outlay.objects.using(using).filter(partnership_id__in=ids)
    if project_id:
        rows = rows.filter(project_id=project_id)
    cells = ("project_id", "currency", "line", "sort", "done_on", "approved_at")
    summed = rows.order_by("done_on", "line").values_list(*cells).annotate(total=Sum("price"))
    found: dict[UUID, dict[str, list[Purchases]]] = defaultdict(lambda: defaultdict(list))
    for project, currency, line, sort, done_on, approved_at, price in summed:
        one = Purchases(line, sort, done_on.replace(day=1), approved_at is not None, price)
        found[project][currency].append(one)
    return found


def _outturn(
    project: ProjectRead,
    sheet: Signed | None,
    work: tuple[Priced, ...],
    bought: dict[str, list[Purchases]],
    *,
    today: date,
) -> Outturn:
    currency = sheet.terms.currency if sheet else ""
    purchases = tuple(bought.get(currency, ()))
    done, rest = done_of(work, purchases, currency), rest_of(project, work)
    plain = Outturn(
        project.id,
        project.name,
        project.commissioned_by_id,
        project.delivered_by_id,
        rest.is_finished,
        currency,
        hours=sum((one.hours for one in work), ZERO),
        hours_without_rate=sum((one.hours for one in work if not _counts(one, currency)), ZERO),
        done=done,
        rest=rest,
        work=work,
        purchases=purchases,
    )
    return _priced(plain, sheet, project, today) if sheet else plain


def _priced(plain: Outturn, sheet: Signed, project: ProjectRead, today: date) -> Outturn:
    """The outturn with what its sheet makes of it."""
    terms = sheet.terms
    start_on = project.work.starts_on or sheet.first_on
    until = min(today, project.work.finished_on or today)
    found = going(
        terms, plain.done, plain.rest, months=months_begun(start_on, today=until, most=terms.months)
    )
    return replace(
        plain,
        kind=terms.kind,
        number=sheet.number,
        agreed=terms.price,
        price_now=found.now,
        price_unapproved=_unapproved(plain, terms, found),
        price_forecast=found.forecast,
        worked_now=found.worked,
        corridor_low=_fraction(terms.corridor_low),
        corridor_high=_fraction(terms.corridor_high),
        terms=terms,
    )


def _unapproved(plain: Outturn, terms: SheetTerms, found: Going) -> Decimal | None:
    """The part of the price now that stands on work nobody else has approved; a retainer stands on its months."""
    if found.now is None:
        return None
    whole = plain.done.labor + plain.done.bought
    if terms.kind == SheetKind.RETAINER or not whole:
        return ZERO
    work = [one for one in plain.work if not one.is_approved]
    waiting = done_of(work, [one for one in plain.purchases if not one.is_approved], plain.currency)
    return found.now * (waiting.labor + waiting.bought) / whole


def done_of(work: Iterable[Priced], purchases: Iterable[Purchases], currency: str) -> Done:
    """Return what is done in prices: hours at the rate of their day, and purchases."""
    rows = list(work)
    prices = (one.price or ZERO for one in rows if _counts(one, currency))
    hours = sums_by_role((one.role_key, one.hours) for one in rows)
    return Done(hours, sum(prices, ZERO), sum((one.price for one in purchases), ZERO))


def rest_of(project: ProjectRead, work: Iterable[Priced]) -> Rest:
    """Return what is left of the work of the side that delivers: its part of the estimated rest of all sides."""
    own = sum((one.hours for one in work), ZERO)
    forecast, used = project.clocks.forecast_hours, project.work.used
    rest = None if forecast is None else max(forecast - used, ZERO)
    return Rest(part_of(rest, min(own, used), used), is_finished=project.work.finished_on is not None)


def _counts(one: Priced, currency: str) -> bool:
    return one.rate is not None and one.currency == currency


def _fraction(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else percent / HUNDRED
