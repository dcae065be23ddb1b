"""Beginning, changing and finishing a project, in the same words for every party. Its terms are signed: `terms`."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.actions.organizations import ChangedMeanwhile
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit.book import record
from partnership.kit.errors import NotThere, Refused
from partnership.kit.ids import new_id
from partnership.kit.once import made_before
from projects.work.models import Project
from projects.work.terms import Terms

from .terms import propose_terms
from .terms_in_force import PartyNotHere


class CodeTaken(Refused):
    message = _("Another project of this partnership has that code.")
    code = "code_taken"
    field = "code"


class FinishedBeforeStart(Refused):
    message = _("A project can't be finished before it starts, or later than today.")
    code = "finished_before_start"
    status = 422
    field = "finished_on"


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """What either side may write of a project by itself."""

    name: str
    code: str


def create_project(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    facts: ProjectFacts,
    terms: Terms,
    now: datetime,
    key: UUID | None = None,
    word: str = "",
) -> Project:
    """Begin a project with its roles as first stated, and put the terms forward if any is said.

    `key` is the id that it will have: the same key again gives the same project. Raises CodeTaken, PartyNotHere, and
    what propose_terms raises.
    """
    actor.require(Right.PLAN, partnership)
    if found := made_before(Project, partnership.id, key):
        return found
    _check_roles(partnership, terms)
    _check_code(partnership.id, facts)
    project = Project(
        id=key or new_id(),
        partnership_id=partnership.id,
        name=facts.name,
        code=facts.code,
        commissioned_by_id=terms.commissioned_by_id,
        delivered_by_id=terms.delivered_by_id,
        created_at=now,
        updated_at=now,
    )
    project.save(force_insert=True)
    _tell(actor, "work.project_created", project, now)
    if terms.says_more_than_roles:
        propose_terms(
            actor, partnership=partnership, project=project, terms=terms, seen=0, word=word, now=now
        )
    return project


def change_project(
    actor: Actor, *, project: Project, facts: ProjectFacts, now: datetime, version: int | None = None
) -> Project:
    """Change a project's name and code; saying the same again changes nothing and tells nobody.

    Raises ChangedMeanwhile when `version` is no longer the newest, and CodeTaken.
    """
    actor.require(Right.PLAN, project)
    current = _locked(project, version)
    changed = sorted(name for name, value in asdict(facts).items() if getattr(current, name) != value)
    if not changed:
        return current
    _check_code(current.partnership_id, facts, but=current.id)
    for name in changed:
        setattr(current, name, getattr(facts, name))
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


def _check_roles(partnership: PartnershipSeen, terms: Terms) -> None:
    for role in ("commissioned_by", "delivered_by"):
        if partnership.party(getattr(terms, f"{role}_id")) is None:
            raise PartyNotHere(field=role)


def _check_code(partnership_id: UUID, facts: ProjectFacts, but: UUID | None = None) -> None:
    # The code's uniqueness is the database's; asking first gives the sentence without breaking the transaction.
    if Project.objects.filter(partnership_id=partnership_id, code=facts.code).exclude(id=but).exists():
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
