"""The price side of projects: what the signed sheet comes to so far and at completion. Every party reads it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from accounts.queries import PartnershipSeen
from partnership.kit.errors import NotThere
from projects.pricing.actuals import Done, Rest, part_of, sums_by_role
from projects.pricing.buildup import SheetKind
from projects.pricing.outturn import Going, going, months_begun
from projects.pricing.queries.priced import Priced, priced_in
from projects.pricing.queries.purchases import Purchases, purchases_in
from projects.pricing.queries.sharing import SharingSeen, sharings_in_force
from projects.pricing.queries.signed import Signed, signed_sheets
from projects.pricing.sheet import SheetTerms
from projects.work.queries.facts import ProjectRead, read_projects

ZERO, HUNDRED = Decimal(0), Decimal(100)
NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Outturn:
    """What a project's price is so far and at completion; money excl. VAT in `currency`, exact, None is not known.

    `price_now` and `price_forecast` are before a sharing rule, `paid_forecast` after it. Now is all that is logged; `price_unapproved` the part of it that another side has not approved yet.
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
    paid_forecast: Decimal | None = None
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
    partnership_id: UUID = NOBODY

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
    until: date | None = None,
    using: str = "default",
) -> list[Outturn]:
    """Return the outturn of every project of the partnerships, by name: five statements, however many there are.

    The currency of a project without a sheet is "". `until` leaves out what was signed and done after a past day.
    """
    ids = list(partnership_ids)
    only = None if project_id is None else [project_id]
    projects = read_projects(ids, as_of=today, project_ids=only, using=using)
    sheets = signed_sheets(ids, project_id=project_id, until=until, using=using)
    work = _grouped(priced_in(ids, project_id=project_id, to_on=until, using=using))
    bought = purchases_in(ids, project_id=project_id, until=until, using=using)
    rules = {one.project_id: one for one in sharings_in_force(ids, using=using)}
    return [
        _outturn(
            one,
            sheets.get(one.id),
            rules.get(one.id),
            work.get(one.id, ()),
            bought.get(one.id, {}).get(_currency(sheets.get(one.id)), ()),
            today=today,
        )
        for one in projects
    ]


def _grouped(rows: Iterable[Priced]) -> dict[UUID, tuple[Priced, ...]]:
    found: dict[UUID, list[Priced]] = defaultdict(list)
    for row in rows:
        found[row.project_id].append(row)
    return {project_id: tuple(some) for project_id, some in found.items()}


def _currency(sheet: Signed | None) -> str:
    return sheet.terms.currency if sheet else ""


def _outturn(
    project: ProjectRead,
    sheet: Signed | None,
    rule: SharingSeen | None,
    work: Sequence[Priced],
    purchases: Sequence[Purchases],
    *,
    today: date,
) -> Outturn:
    currency = _currency(sheet)
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
        work=tuple(work),
        purchases=tuple(purchases),
        partnership_id=project.partnership_id,
    )
    return _priced(plain, sheet, rule, project, today) if sheet else plain


def _priced(
    plain: Outturn, sheet: Signed, rule: SharingSeen | None, project: ProjectRead, today: date
) -> Outturn:
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
        paid_forecast=_paid(terms, rule, found.forecast),
        worked_now=found.worked,
        corridor_low=_fraction(terms.corridor_low),
        corridor_high=_fraction(terms.corridor_high),
        terms=terms,
    )


def _paid(terms: SheetTerms, rule: SharingSeen | None, forecast: Decimal | None) -> Decimal | None:
    """What is paid at completion: of a target cost, what the signed rule makes of the outturn."""
    shares = rule is not None and rule.currency == terms.currency and terms.kind == SheetKind.TARGET_COST
    return rule.at(forecast).pays if rule and shares and forecast is not None else forecast


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
