"""Beginning, changing and finishing a project, in the same words for every party."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.actions.organizations import ChangedMeanwhile
from accounts.actor import Actor
from accounts.models import Party
from accounts.queries import PartnershipSeen
from partnership.kit.book import record
from partnership.kit.errors import NotThere, Refused
from partnership.kit.ids import new_id
from projects.work.models import Project

from partnership.kit.once import made_before


class CodeTaken(Refused):
    message = _("Another project of this partnership has that code.")
    code = "code_taken"
    field = "code"


class DeliveryBeforeStart(Refused):
    message = _("The delivery date lies before the start.")
    code = "delivery_before_start"
    status = 422
    field = "delivery_on"


class BudgetNotPositive(Refused):
    message = _("A budget is more than 0 hours. Leave it empty while none is agreed.")
    code = "budget_not_positive"
    status = 422
    field = "hours_budget"


class PartyNotHere(Refused):
    message = _("Choose one of the sides of this partnership.")
    code = "party_not_here"
    status = 422
    field = "commissioned_by"


class FinishedBeforeStart(Refused):
    message = _("A project can't be finished before it starts, or later than today.")
    code = "finished_before_start"
    status = 422
    field = "finished_on"


@dataclass(frozen=True, slots=True)
class ProjectValues:
    """What the parties say of a project; None is "not agreed yet". Hours are of all parties together."""

    name: str
    code: str
    commissioned_by_id: UUID
    delivered_by_id: UUID
    hours_budget: Decimal | None = None
    starts_on: date | None = None
    delivery_on: date | None = None

    @classmethod
    def of(cls, project: Project) -> "ProjectValues":
        """Take the values of a project as it stands, for a change of some of them."""
        return cls(**{name: getattr(project, name) for name in cls.__slots__})


def create_project(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    values: ProjectValues,
    now: datetime,
    key: UUID | None = None,
) -> Project:
    """Begin a project; raise CodeTaken, PartyNotHere, DeliveryBeforeStart or BudgetNotPositive.

    `key` is the id that it will have: the same key again gives the same project.
    """
    actor.require(Right.PLAN, partnership)
    if found := made_before(Project, partnership.id, key):
        return found
    _check(partnership.id, values)
    project = Project(
        id=key or new_id(), partnership_id=partnership.id, created_at=now, updated_at=now, **asdict(values)
    )
    project.save(force_insert=True)
    _tell(actor, "work.project_created", project, now)
    return project


def change_project(
    actor: Actor, *, project: Project, values: ProjectValues, now: datetime, version: int | None = None
) -> Project:
    """Change what is agreed about a project; saying the same again changes nothing and tells nobody.

    Raises ChangedMeanwhile when `version` is no longer the newest, and what create_project raises.
    """
    actor.require(Right.PLAN, project)
    current = _locked(project, version)
    before = ProjectValues.of(current)
    changed = sorted(name for name in asdict(values) if getattr(before, name) != getattr(values, name))
    if not changed:
        return current
    _check(current.partnership_id, values, but=current.id)
    for name in changed:
        setattr(current, name, getattr(values, name))
    _save(current, now)
    _tell(actor, "work.project_changed", current, now, fields=changed)
    return current


def finish_project(
    actor: Actor, *, project: Project, finished_on: date, today: date, now: datetime
) -> Project:
    """Say that a project is finished since a day; raise FinishedBeforeStart for an impossible one."""
    actor.require(Right.PLAN, project)
    current = _locked(project, None)
    if finished_on > today or (current.starts_on and finished_on < current.starts_on):
        raise FinishedBeforeStart
    if current.status == Project.Status.FINISHED and current.finished_on == finished_on:
        return current
    current.status, current.finished_on = Project.Status.FINISHED, finished_on
    _save(current, now)
    _tell(actor, "work.project_finished", current, now)
    return current


def reopen_project(actor: Actor, *, project: Project, now: datetime) -> Project:
    """Take a finished project up again; one that is under way stays as it is."""
    actor.require(Right.PLAN, project)
    current = _locked(project, None)
    if current.status == Project.Status.ACTIVE:
        return current
    current.status, current.finished_on = Project.Status.ACTIVE, None
    _save(current, now)
    _tell(actor, "work.project_reopened", current, now)
    return current


def _locked(project: Project, version: int | None) -> Project:
    rows = Project.objects.select_for_update().filter(partnership_id=project.partnership_id, id=project.id)
    found = rows.first()
    if found is None:
        raise NotThere
    if version is not None and found.version != version:
        raise ChangedMeanwhile
    return found  # type: ignore[no-any-return]


def _save(project: Project, now: datetime) -> None:
    project.version += 1
    project.updated_at = now
    project.save()


def _check(partnership_id: UUID, values: ProjectValues, but: UUID | None = None) -> None:
    sides = set(Party.objects.filter(partnership_id=partnership_id).values_list("id", flat=True))
    if not {values.commissioned_by_id, values.delivered_by_id} <= sides:
        raise PartyNotHere
    if values.starts_on and values.delivery_on and values.delivery_on < values.starts_on:
        raise DeliveryBeforeStart
    if values.hours_budget is not None and values.hours_budget <= 0:
        raise BudgetNotPositive
    # The code's uniqueness is the database's; asking first gives the sentence without breaking the transaction.
    if Project.objects.filter(partnership_id=partnership_id, code=values.code).exclude(id=but).exists():
        raise CodeTaken


def _tell(actor: Actor, kind: str, project: Project, now: datetime, **data: object) -> None:
    record(
        actor,
        kind,
        subject_kind="project",
        subject_id=project.id,
        partnership=project.partnership_id,
        data=data,
        at=now,
    )
