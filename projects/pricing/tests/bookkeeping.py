"""Rows of the open book for tests, as if every side had signed them; called as the creator."""

from datetime import UTC, date, datetime
from decimal import Decimal

from projects.pricing.buildup import Line, SheetKind, Sort
from projects.pricing.models import LineCost, Outlay, OutlayCost, Rate, Sheet, SheetLine
from projects.pricing.sheet import SheetTerms, written
from projects.work.factories import WorkEntryFactory
from projects.work.models import Approval

AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
START = date(2026, 9, 1)


def labor(role, hours, rate):
    price = Decimal(hours) * Decimal(rate)
    return Line(
        f"labor-{role}", Sort.LABOUR, role=role, hours=Decimal(hours), rate=Decimal(rate), price=price
    )


def other(sort, price, text=""):
    return Line(f"{sort}-{text or sort}", Sort(sort), text=text or sort, price=Decimal(price))


def put_sheet(project, *lines, number=1, from_on=START, kind="time_and_materials", corridor=None, **said):
    """A sheet in force; `corridor` in percent."""
    low, high = corridor or (None, None)
    terms = SheetTerms(
        project.id,
        project.name,
        SheetKind(kind),
        said.pop("currency", "SEK"),
        tuple(lines),
        corridor_low=None if low is None else Decimal(low),
        corridor_high=None if high is None else Decimal(high),
        **said,
    )
    own = {"partnership_id": project.partnership_id, "project": project}
    sheet = Sheet.objects.create(
        **own,
        number=number,
        kind=terms.kind.value,
        currency=terms.currency,
        price=terms.price,
        values=written(terms),
        from_on=from_on,
        signed_at=AT,
    )
    for one in lines:
        cells = {"line": one.id, "sort": one.sort.value, "role_key": one.role_key, "text": one.text}
        SheetLine.objects.create(**own, sheet=sheet, hours=one.hours, rate=one.rate, price=one.price, **cells)
    return sheet


def worked(project, done_on, hours, role="Dev", side=None):
    """Hours of the side that delivers, or of another."""
    return WorkEntryFactory(
        project=project,
        party_id=side or project.delivered_by_id,
        done_on=done_on,
        hours=Decimal(hours),
        role=role,
    )


def approve(entry):
    return Approval.objects.create(
        partnership_id=entry.partnership_id,
        entry=entry,
        project=entry.project,
        party_id=entry.project.commissioned_by_id,
        approved_at=AT,
    )


def bought(
    project, done_on, price, *, cost=None, currency="SEK", is_approved=False, owner=None, text="Photos"
):
    """A purchase of the side that delivers; `cost` with the `owner`, its organization."""
    approved = {"approved_at": AT, "approved_by_id": project.commissioned_by_id} if is_approved else {}
    outlay = Outlay.objects.create(
        partnership_id=project.partnership_id,
        project=project,
        party_id=project.delivered_by_id,
        sort="bought_in",
        text=text,
        done_on=done_on,
        price=Decimal(price),
        currency=currency,
        created_at=AT,
        updated_at=AT,
        **approved,
    )
    if cost is not None:
        OutlayCost.objects.create(
            partnership_id=project.partnership_id, organization=owner, outlay=outlay, cost=Decimal(cost)
        )
    return outlay


def rate_card(organization, role, cost, *, valid_from=START, currency="SEK", rate=None):
    return Rate.objects.create(
        organization=organization,
        role=role,
        role_key=role.lower(),
        valid_from=valid_from,
        currency=currency,
        hourly_rate=rate,
        hourly_cost=Decimal(cost),
        created_at=AT,
        updated_at=AT,
    )


def line_cost(project, organization, line, cost, *, number=1, hourly=None):
    return LineCost.objects.create(
        partnership_id=project.partnership_id,
        organization=organization,
        project=project,
        line=line,
        number=number,
        hourly_cost=hourly,
        cost=Decimal(cost),
        stated_at=AT,
    )
