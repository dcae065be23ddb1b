"""Everything that the page of a project's sharing rule reads: what holds, what waits, and how the work stands."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Max

from accounts.queries import PartnershipSeen
from projects.agreement.models import Agreement
from projects.agreement.queries.records import VersionSeen
from projects.agreement.queries.seen import open_version
from projects.pricing.buildup import SheetKind
from projects.pricing.queries.outturn import Outturn, outturn_of
from projects.pricing.queries.sharing import SharingSeen, sharing_in_force
from projects.pricing.sharing import KIND, Rule, read
from projects.work.models import Project


@dataclass(frozen=True, slots=True)
class SharingPage:
    """`newest` is the newest version's number, 0 while nothing was proposed. Money excl. VAT in `currency`.

    `now` and `forecast` are the outturn so far and at completion, before anything is shared; None where the project is
    not priced as a target cost, or nothing says what is left.
    """

    agreement_id: UUID | None
    newest: int
    in_force: SharingSeen | None
    open: VersionSeen | None
    outturn: Outturn
    currency: str

    @property
    def is_target_cost(self) -> bool:
        return self.outturn.kind == SheetKind.TARGET_COST

    @property
    def now(self) -> Decimal | None:
        return self.outturn.price_now if self.is_target_cost else None

    @property
    def forecast(self) -> Decimal | None:
        return self.outturn.price_forecast if self.is_target_cost else None

    @property
    def basis(self) -> Rule | None:
        """What a change starts from: the open proposal, else what holds; None where there is neither."""
        if self.open:
            return read(self.open.values)
        return self.in_force.rule if self.in_force else None


def sharing_page(partnership: PartnershipSeen, project: Project, *, today: date) -> SharingPage:
    """Read the page; a constant number of queries."""
    rows = Agreement.objects.filter(partnership_id=partnership.id, kind=KIND, subject_id=project.id)
    found = rows.annotate(newest=Max("versions__number")).values_list("id", "newest").first()
    agreement_id, newest = (found[0], found[1] or 0) if found else (None, 0)
    outturn = outturn_of(partnership, project.id, today=today)
    return SharingPage(
        agreement_id=agreement_id,
        newest=newest,
        in_force=sharing_in_force(partnership.id, project.id),
        open=open_version(partnership.id, KIND, project.id) if newest else None,
        outturn=outturn,
        currency=outturn.currency,
    )


def first_target(page: SharingPage, project: Project) -> Decimal | None:
    """Return what a first target could be: what the signed sheet comes to, else the agreed budget."""
    return page.outturn.agreed if page.outturn.agreed else project.amount_budget
