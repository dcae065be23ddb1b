"""Where a basis for billing begins: the days and the lines that are offered, and which lines may be written."""

from datetime import date
from decimal import Decimal

from accounts.queries import PartnershipSeen
from projects.pricing.basis import BasisSaid, Stated, read_days, read_stated
from projects.pricing.billing import Sort
from projects.pricing.buildup import SheetKind
from projects.pricing.models import Billing
from projects.pricing.queries.final import final_account
from projects.pricing.queries.sharing_page import sharing_page
from projects.pricing.queries.sheets import sheet_in_force
from projects.pricing.queries.unbilled import unbilled_of
from projects.work.models import Project

OF_KIND = {
    SheetKind.FIXED_PRICE: Sort.INSTALMENT,
    SheetKind.RETAINER: Sort.INSTALMENT,
    SheetKind.TARGET_COST: Sort.SHARE,
}


def sorts_to_write(project: Project) -> list[Sort]:
    """Return the sorts of lines that the signed sheet lets somebody write: one query."""
    sheet = sheet_in_force(project.partnership_id, project.id)
    if sheet is None:
        return []
    kind = sheet.terms.kind
    # A share is settled once the project is finished.
    is_due = kind in OF_KIND and (kind != SheetKind.TARGET_COST or project.finished_on is not None)
    found = [OF_KIND[kind]] if is_due else []
    return [*found, Sort.BONUS] if sheet.terms.bonus else found


def offered(partnership: PartnershipSeen, project: Project, *, today: date) -> BasisSaid | None:
    """Return the days after the newest basis, and what is due of a retainer or left of a final account; None without a sheet."""
    [*found] = unbilled_of(partnership.id, today=today, project_id=project.id)
    if not found:
        return None
    one = found[0]
    stated: tuple[Stated, ...] = ()
    if one.kind == SheetKind.RETAINER and one.amount > 0:
        stated = (Stated(Sort.INSTALMENT, one.amount),)
    if one.kind == SheetKind.TARGET_COST and project.finished_on:
        left = _share(partnership, project, one.amount, today)
        stated = (Stated(Sort.SHARE, left),) if left else ()
    return BasisSaid(one.from_on or today, one.to_on or today, stated)


def said_of(billing: Billing) -> BasisSaid:
    """Return what a basis was put forward with."""
    return BasisSaid(*read_days(billing.values), read_stated(billing.values))


def _share(partnership: PartnershipSeen, project: Project, work: Decimal, today: date) -> Decimal:
    """What is left of the final account beside the work that the basis counts."""
    account = final_account(sharing_page(partnership, project, today=today), project)
    return account.left - work if account else Decimal(0)
