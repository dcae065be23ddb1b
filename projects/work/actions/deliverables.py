"""What is handed over, when it is planned and when it came. What is agreed is signed: see `terms`."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.actions.organizations import ChangedMeanwhile
from accounts.actor import Actor
from partnership.kit.book import record
from partnership.kit.errors import NotThere, Refused
from partnership.kit.ids import new_id
from partnership.kit.once import made_before
from projects.work.models import Deliverable, Project

from .terms_in_force import BudgetNotPositive


class DeliverableCodeTaken(Refused):
    message = _("Another deliverable of this project has that code.")
    code = "deliverable_code_taken"
    field = "code"


class DeliveredLater(Refused):
    message = _("The day of delivery can't be later than today.")
    code = "delivered_later"
    status = 422
    field = "delivered_on"


@dataclass(frozen=True, slots=True)
class DeliverableValues:
    """What either side may write of a deliverable: facts and plans. `code` is how a work log names it, or "".

    `hours_budget` and `planned_on` are planned; what is agreed is signed with the project's terms.
    """

    name: str
    code: str = ""
    hours_budget: Decimal | None = None
    planned_on: date | None = None
    delivered_on: date | None = None


def add_deliverable(
    actor: Actor,
    *,
    project: Project,
    values: DeliverableValues,
    today: date,
    now: datetime,
    key: UUID | None = None,
) -> Deliverable:
    """Add a deliverable; raise DeliverableCodeTaken, DeliveredLater or BudgetNotPositive."""
    actor.require(Right.PLAN, project)
    if found := made_before(Deliverable, project.partnership_id, key):
        return found
    _check(project, values, today)
    deliverable = Deliverable(
        id=key or new_id(),
        partnership_id=project.partnership_id,
        project=project,
        created_at=now,
        updated_at=now,
        **asdict(values),
    )
    deliverable.save(force_insert=True)
    _tell(actor, "work.deliverable_added", deliverable, now)
    return deliverable


def change_deliverable(
    actor: Actor,
    *,
    deliverable: Deliverable,
    values: DeliverableValues,
    today: date,
    now: datetime,
    version: int | None = None,
) -> Deliverable:
    """Change a deliverable; handing it over is an event of its own. Raises as add_deliverable, and ChangedMeanwhile."""
    actor.require(Right.PLAN, deliverable)
    current = _locked(deliverable, version)
    changed = sorted(name for name, value in asdict(values).items() if getattr(current, name) != value)
    if not changed:
        return current
    _check(current.project, values, today, but=current)
    is_handed_over = current.delivered_on is None and values.delivered_on is not None
    for name in changed:
        setattr(current, name, getattr(values, name))
    current.version += 1
    current.updated_at = now
    current.save()
    kind = "work.deliverable_delivered" if is_handed_over else "work.deliverable_changed"
    _tell(actor, kind, current, now, fields=changed)
    return current


def _locked(deliverable: Deliverable, version: int | None) -> Deliverable:
    rows = Deliverable.objects.select_for_update(of=("self",)).select_related("project")
    found = rows.filter(partnership_id=deliverable.partnership_id, id=deliverable.id).first()
    if found is None:
        raise NotThere
    if version is not None and found.version != version:
        raise ChangedMeanwhile
    return found  # type: ignore[no-any-return]


def _check(project: Project, values: DeliverableValues, today: date, but: Deliverable | None = None) -> None:
    if values.delivered_on and values.delivered_on > today:
        raise DeliveredLater
    if values.hours_budget is not None and values.hours_budget <= 0:
        raise BudgetNotPositive
    others = Deliverable.objects.filter(partnership_id=project.partnership_id, project=project)
    if values.code and others.filter(code=values.code).exclude(id=but.id if but else None).exists():
        raise DeliverableCodeTaken


def _tell(actor: Actor, kind: str, deliverable: Deliverable, now: datetime, **data: object) -> None:
    record(
        actor,
        kind,
        subject_kind="deliverable",
        subject_id=deliverable.id,
        partnership=deliverable.partnership_id,
        data={"project": str(deliverable.project_id), **data},
        at=now,
    )
