"""Another side's yes to hours, and taking it back: set-based, so that a whole year's log is one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.actor import Actor
from partnership.kit.book import record
from partnership.kit.errors import NotAllowed, Refused
from partnership.kit.ids import new_id
from projects.work.approving import APPROVES_SQL
from projects.work.holding import held_entries
from projects.work.models import Approval, Project, WorkEntry

A_STRETCH = 5000


class HoursBilled(Refused):
    message = _("Some of these hours stand in an agreed basis for billing. Their approval stays.")
    code = "hours_billed"


class OthersApprove(NotAllowed):
    message = _("Another side approves these hours: nobody approves its own.")
    code = "others_approve"


@dataclass(frozen=True, slots=True)
class Group:
    """The hours of one side in one role and calendar month; `month` is its first day."""

    party_id: UUID
    month: date
    role: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which hours: all that fit every condition that is said; none said is all. `until` is the last day.

    `seen_at` is when the writer read them: what was logged or changed later is left waiting.
    """

    until: date | None = None
    ids: tuple[UUID, ...] | None = None
    groups: tuple[Group, ...] | None = None
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Approved:
    """What was done, by the ids of the entries."""

    entries: int
    ids: tuple[UUID, ...]


CHOSEN = """
  e.partnership_id = %(partnership)s AND e.project_id = %(project)s
  AND (%(until)s::date IS NULL OR e.done_on <= %(until)s::date)
  AND (%(seen_at)s::timestamptz IS NULL OR e.updated_at <= %(seen_at)s::timestamptz)
  AND (%(ids)s::uuid[] IS NULL OR e.id = ANY (%(ids)s::uuid[]))
  AND (%(parties)s::uuid[] IS NULL
       OR (e.party_id, date_trunc('month', e.done_on::timestamp)::date, e.role)
          IN (SELECT * FROM unnest(%(parties)s::uuid[], %(months)s::date[], %(roles)s::text[])))
"""
WAITING = f"""
SELECT e.id FROM work_workentry e
JOIN work_project p ON p.partnership_id = e.partnership_id AND p.id = e.project_id
WHERE {CHOSEN} AND {APPROVES_SQL}
  AND NOT EXISTS (SELECT FROM work_approval a WHERE a.partnership_id = e.partnership_id AND a.entry_id = e.id)
ORDER BY e.id
"""  # noqa: S608 - the text of this file alone
APPROVE = """
INSERT INTO work_approval (id, partnership_id, project_id, entry_id, party_id, person_id, approved_at)
SELECT n.id, %(partnership)s, %(project)s, n.entry, %(own)s, %(person)s, %(now)s
FROM unnest(%(new)s::uuid[], %(entries)s::uuid[]) AS n (id, entry)
ON CONFLICT (partnership_id, entry_id) DO NOTHING
"""
GIVEN = f"""
SELECT e.id FROM work_workentry e
JOIN work_approval a ON a.partnership_id = e.partnership_id AND a.entry_id = e.id AND a.party_id = %(own)s
WHERE {CHOSEN} ORDER BY e.id
"""  # noqa: S608


def approve_hours(actor: Actor, *, project: Project, chosen: Chosen, now: datetime) -> Approved:
    """Say yes to other sides' hours that no one has approved yet; return which. Doing it twice approves once.

    It takes Right.PLAN: those who lead the project know whether the work was done. Only hours that are the actor's
    side's to approve are taken (`work/approving.py`); raises OthersApprove when one of the named `ids` is its own.
    """
    actor.require(Right.PLAN, project)
    _require_others(actor, project, chosen.ids)
    held = _held(project)
    with connection.cursor() as cursor:
        values = _values(actor, held, chosen)
        cursor.execute(WAITING, values)
        found = [row[0] for row in cursor.fetchall()]
        if found:
            values |= {"entries": found, "new": [new_id() for _one in found], "now": now}
            cursor.execute(APPROVE, values)
            _tell(actor, "work.hours_approved", held, now, len(found))
    return Approved(len(found), tuple(found))


def withdraw_approval(actor: Actor, *, project: Project, chosen: Chosen, now: datetime) -> Approved:
    """Take back the own side's yes to hours that no agreed basis for billing holds; raises HoursBilled otherwise."""
    actor.require(Right.PLAN, project)
    held = _held(project)
    with connection.cursor() as cursor:
        cursor.execute(GIVEN, _values(actor, held, chosen))
        found = [row[0] for row in cursor.fetchall()]
    for some in _stretches(found):
        if held_entries(held.partnership_id, some):
            raise HoursBilled
        Approval.objects.filter(partnership_id=held.partnership_id, entry_id__in=some).delete()
    if found:
        _tell(actor, "work.approval_withdrawn", held, now, len(found))
    return Approved(len(found), tuple(found))


def _held(project: Project) -> Project:
    """Lock the project: its hours are not changed (`holding.keep_still`), billed or approved twice in this moment."""
    rows = Project.objects.select_for_update(of=("self",), no_key=True)
    found: Project = rows.get(partnership_id=project.partnership_id, id=project.id)
    return found


def _require_others(actor: Actor, project: Project, ids: tuple[UUID, ...] | None) -> None:
    own = WorkEntry.objects.filter(
        partnership_id=project.partnership_id,
        id__in=ids or (),
        party_id=actor.party_id(project.partnership_id),
    )
    if ids and own.exists():
        raise OthersApprove


def _values(actor: Actor, project: Project, chosen: Chosen) -> dict[str, Any]:
    groups = chosen.groups
    return {
        "partnership": project.partnership_id,
        "project": project.id,
        "own": actor.party_id(project.partnership_id),
        "person": actor.person_id,
        "until": chosen.until,
        "seen_at": chosen.seen_at,
        "ids": None if chosen.ids is None else list(chosen.ids),
        "parties": None if groups is None else [one.party_id for one in groups],
        "months": None if groups is None else [one.month for one in groups],
        "roles": None if groups is None else [one.role for one in groups],
    }


def _stretches(ids: Sequence[UUID]) -> list[Sequence[UUID]]:
    return [ids[at : at + A_STRETCH] for at in range(0, len(ids), A_STRETCH)]


def _tell(actor: Actor, kind: str, project: Project, now: datetime, entries: int) -> None:
    record(
        actor, kind, subject_kind="project", subject_id=project.id, partnership=project.partnership_id,
        data={"entries": entries}, at=now,
    )  # fmt: skip
