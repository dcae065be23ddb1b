"""Hours that wait for another side's yes, and those that have it, by side, month and role."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.queries import PartnershipSeen, PartySeen
from projects.work.approving import APPROVES_SQL, approves
from projects.work.models import Project

GROUPS = f"""
SELECT e.party_id, date_trunc('month', e.done_on::timestamp)::date AS month, e.role,
       coalesce(sum(e.hours) FILTER (WHERE a.entry_id IS NULL), 0),
       coalesce(sum(e.hours) FILTER (WHERE a.entry_id IS NOT NULL), 0),
       coalesce(sum(e.hours) FILTER (WHERE a.party_id = %(own)s), 0),
       {APPROVES_SQL}
FROM work_workentry e
JOIN work_project p ON p.partnership_id = e.partnership_id AND p.id = e.project_id
LEFT JOIN work_approval a ON a.partnership_id = e.partnership_id AND a.entry_id = e.id
WHERE e.partnership_id = %(partnership)s AND e.project_id = %(project)s
GROUP BY 1, 2, 3, 7 ORDER BY 2 DESC, 3
"""  # noqa: S608 - the text of this file alone


@dataclass(frozen=True, slots=True)
class GroupSeen:
    """The hours of a side in one month and role: waiting, approved, and approved by the reader's own side."""

    party_id: UUID
    month: date
    role: str
    waiting: Decimal
    approved: Decimal
    approved_by_own: Decimal
    is_ours: bool

    @property
    def key(self) -> str:
        """Return how a form names the group."""
        return f"{self.party_id}~{self.month.isoformat()}~{self.role}"


@dataclass(frozen=True, slots=True)
class SideHours:
    """One side's hours on a project as they stand with the others' approval; `by` are the sides that approve them."""

    side: PartySeen
    by: tuple[PartySeen, ...]
    groups: tuple[GroupSeen, ...]

    @property
    def is_ours(self) -> bool:
        """Whether the reader's own side approves these hours."""
        return any(one.is_own for one in self.by)

    @property
    def waiting(self) -> Decimal:
        return sum((one.waiting for one in self.groups), Decimal(0))

    @property
    def approved(self) -> Decimal:
        return sum((one.approved for one in self.groups), Decimal(0))

    @property
    def open_groups(self) -> list[GroupSeen]:
        return [one for one in self.groups if one.waiting]

    @property
    def own_yes(self) -> list[GroupSeen]:
        """Return the groups to which the reader's own side has said yes, at least in part."""
        return [one for one in self.groups if one.approved_by_own]


def hours_by_side(partnership: PartnershipSeen, project: Project) -> list[SideHours]:
    """Return every side's hours on a project with what waits and what is approved, in the sides' order: one query."""
    with connection.cursor() as cursor:
        cursor.execute(GROUPS, _values(partnership, project))
        found = [GroupSeen(*row) for row in cursor.fetchall()]
    return [
        SideHours(
            side,
            _approving(partnership.parties, side, project),
            tuple(one for one in found if one.party_id == side.id),
        )
        for side in partnership.parties
    ]


def _approving(sides: Sequence[PartySeen], worked: PartySeen, project: Project) -> tuple[PartySeen, ...]:
    roles = {"commissioned_by": project.commissioned_by_id, "delivered_by": project.delivered_by_id}
    return tuple(one for one in sides if approves(one.id, worked=worked.id, **roles))


def _values(partnership: PartnershipSeen, project: Project) -> dict[str, Any]:
    return {
        "partnership": partnership.id,
        "project": project.id,
        "own": partnership.own_party.id,
    }
