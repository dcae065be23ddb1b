"""The final account of a finished target cost: what it came to, who gets or bears what, and what is left to bill."""

from dataclasses import dataclass
from decimal import Decimal

from partnership.kit.money import rounded_money
from projects.pricing.billing import Sort
from projects.pricing.queries.agreed_bases import agreed_lines
from projects.pricing.queries.sharing_page import SharingPage
from projects.pricing.shares import Outcome
from projects.work.models import Project


@dataclass(frozen=True, slots=True)
class FinalAccount:
    """Money excl. VAT in `currency`. `billed` is in agreed bases, a bonus beside.

    `unapproved` is the part of the outturn that nobody has approved. `left` is below 0 where more is billed than is to be paid. `line` is the side that delivers' part: beside the outturn
    at the sheet's prices it makes what is paid.
    """

    currency: str
    outcome: Outcome
    unapproved: Decimal
    billed: Decimal

    @property
    def left(self) -> Decimal:
        return self.outcome.pays - self.billed

    @property
    def line(self) -> Decimal:
        return self.outcome.deliverer


def final_account(page: SharingPage, project: Project) -> FinalAccount | None:
    """Return the account of a finished project with a signed rule; None while one of them is missing. One query."""
    rule, outturn = page.in_force, page.now
    if project.finished_on is None or rule is None or outturn is None or rule.currency != page.currency:
        return None
    # A bonus is beside what the work comes to.
    bases = agreed_lines(project.partnership_id, project.id, rule.currency)
    billed = sum((one.amount for one in bases if one.sort != Sort.BONUS), Decimal(0))
    unapproved = rounded_money(page.outturn.price_unapproved or Decimal(0), rule.currency)
    return FinalAccount(rule.currency, rule.at(outturn), unapproved, billed)
