"""The demo's bases for billing: one agreed in each partnership that has something to bill, and one that waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from projects.agreement.actions.signing import sign
from projects.agreement.models import Status, Version
from projects.overview.demo.staging import Act, Scene, Step, moment
from projects.overview.demo.terms import project_key
from projects.pricing.actions.billing import put_billing_forward
from projects.pricing.basis import BasisSaid, Stated
from projects.pricing.basis_fields import KIND
from projects.pricing.billing import Sort
from projects.pricing.models import Billing
from projects.pricing.queries.sheets import sheet_in_force
from projects.work.models import Project


@dataclass(frozen=True)
class Billed:
    """A basis in days ago: its period, when it was put forward, and who had signed it by today, in order."""

    code: str
    where: str
    first: int
    last: int
    forward: int
    signers: tuple[str, ...]
    stated: tuple[Stated, ...] = ()


BASES = (
    Billed("WEBB", "slipping", 154, 45, 35, ("sam", "ada")),
    Billed("WEBB", "slipping", 44, 13, 4, ("sam",)),
    Billed(
        "FLYTT", "healthy", 82, 53, 40, ("ada", "karin"), (Stated(Sort.INSTALMENT, Decimal(31500), "Första månaden"),)
    ),
)  # fmt: skip


def billing_steps(now: datetime) -> list[Step]:
    """Put forward, and signed as far as the story goes; what has no signed price sheet is left out."""
    return [step for one in BASES for step in _of_basis(one, now)]


def _of_basis(one: Billed, now: datetime) -> Sequence[Step]:
    signed = [
        Step(moment(now, one.forward - place, 13), who, one.where, _signing(one))
        for place, who in enumerate(one.signers)
    ]
    return [Step(moment(now, one.forward, 11), one.signers[0], one.where, _forward(one, now)), *signed]


def _forward(one: Billed, now: datetime) -> Act:
    first, last = (now.date() - timedelta(days=days) for days in (one.first, one.last))

    def act(scene: Scene) -> object:
        project = Project.objects.get(partnership_id=scene.partnership.id, id=project_key(one.code))
        if sheet_in_force(scene.partnership.id, project.id) is None:
            return None
        return put_billing_forward(
            scene.actor,
            partnership=scene.partnership,
            project=project,
            said=BasisSaid(first, last, one.stated),
            today=scene.now.date(),
            now=scene.now,
        )

    return act


def _signing(one: Billed) -> Act:
    """Sign the basis that waits, if there was anything to put forward."""

    def act(scene: Scene) -> object:
        own = {"partnership_id": scene.partnership.id}
        bases = Billing.objects.filter(**own, project_id=project_key(one.code), status=Billing.Status.OPEN)
        versions = Version.objects.filter(**own, agreement__kind=KIND, status=Status.OPEN)
        row = versions.filter(agreement__subject_id__in=list(bases.values_list("id", flat=True))).first()
        return row and sign(scene.actor, version=row, seen_hash=row.content_hash, now=scene.now)

    return act
