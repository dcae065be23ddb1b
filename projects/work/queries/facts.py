"""Facts of many projects on a day, in one statement a batch: what health, letters and pages count with.

All facts are as known on that day by the days of the work itself, so a past week can be computed again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from orjson import loads

from partnership.kit.questions import Words
from partnership.kit.rounds import Reading, asked, read
from projects.work.clocks import Clocks, Forecast, read_clocks, read_forecast
from projects.work.earned import Milestone, Work

# Materialized: a part that is used once would be inlined and run again for each project. Full joins are hashed or
# merged, never nested loops, which the planner takes for parts whose size it can't know; what stays without a partner
# there falls under no project and is not read.
SQL = """
WITH projects AS MATERIALIZED (
    SELECT id, partnership_id, name, commissioned_by_id, delivered_by_id, hours_budget, starts_on, delivery_on,
           finished_on
    FROM work_project
    WHERE partnership_id = ANY (%(partnerships)s) AND (%(projects)s::uuid[] IS NULL OR id = ANY (%(projects)s::uuid[]))
), booked AS MATERIALIZED (
    SELECT p.id AS project_id, e.* FROM projects p CROSS JOIN LATERAL (
        SELECT task_id, sum(hours) AS hours, max(done_on) AS newest_on FROM work_workentry
        WHERE partnership_id = p.partnership_id AND project_id = p.id AND done_on <= %(as_of)s
        GROUP BY 1
    ) e
), used AS MATERIALIZED (
    SELECT project_id, sum(hours) AS hours, max(newest_on) AS newest_on FROM booked GROUP BY 1
), tasks AS MATERIALIZED (
    SELECT t.project_id, t.deliverable_id,
           sum(t.hours_estimate) AS estimated,
           sum(t.hours_estimate) FILTER (WHERE t.finished_on <= %(as_of)s) AS finished,
           sum(greatest(t.hours_estimate - coalesce(b.hours, 0), 0))
               FILTER (WHERE t.finished_on IS NULL OR t.finished_on > %(as_of)s) AS rest,
           count(*) FILTER (WHERE t.finished_on <= %(as_of)s AND t.hours_estimate > 0) AS finished_tasks
    FROM (
        SELECT t.* FROM work_task t JOIN projects p ON p.partnership_id = t.partnership_id AND p.id = t.project_id
        WHERE t.status <> 'cancelled'
    ) t
    FULL JOIN booked b ON b.project_id = t.project_id AND b.task_id = t.id
    GROUP BY 1, 2
), milestones AS MATERIALIZED (
    SELECT d.project_id,
           json_agg(json_build_array(
               coalesce(d.agreed_hours, d.hours_budget)::text, coalesce(d.agreed_on, d.planned_on), d.agreed_on,
               CASE WHEN d.delivered_on <= %(as_of)s THEN d.delivered_on END,
               t.estimated::text, t.finished::text, t.rest::text
           ) ORDER BY coalesce(d.agreed_on, d.planned_on), d.id) AS rows,
           max(d.delivered_on) FILTER (WHERE d.delivered_on <= %(as_of)s) AS newest_on
    FROM (
        SELECT d.* FROM work_deliverable d
        JOIN projects p ON p.partnership_id = d.partnership_id AND p.id = d.project_id
    ) d
    FULL JOIN tasks t ON t.project_id = d.project_id AND t.deliverable_id = d.id
    GROUP BY 1
), counted AS MATERIALIZED (
    SELECT project_id, sum(finished_tasks) AS finished_tasks FROM tasks GROUP BY 1
)
SELECT p.partnership_id, p.id, p.name, p.commissioned_by_id, p.delivered_by_id, p.hours_budget, p.starts_on,
       p.delivery_on, CASE WHEN p.finished_on <= %(as_of)s THEN p.finished_on END,
       coalesce(u.hours, 0), greatest(u.newest_on, m.newest_on), coalesce(m.rows::text, '[]'),
       coalesce(l.estimated, 0), coalesce(l.finished, 0), coalesce(l.rest, 0), coalesce(c.finished_tasks, 0)
FROM projects p
LEFT JOIN used u ON u.project_id = p.id
LEFT JOIN milestones m ON m.project_id = p.id
LEFT JOIN tasks l ON l.project_id = p.id AND l.deliverable_id IS NULL
LEFT JOIN counted c ON c.project_id = p.id
ORDER BY p.partnership_id, p.name, p.id
"""


class ProjectFacts(NamedTuple):
    """A project's clocks on a day, hours of all parties together; None is "not agreed" or "too early to say"."""

    partnership_id: UUID
    project_id: UUID
    budget_hours: Decimal | None
    used_hours: Decimal
    forecast_hours: Decimal | None
    start_on: date | None
    due_on: date | None
    forecast_on: date | None
    finished_on: date | None
    evidence_on: date | None
    due_in_window: int
    on_the_day: int
    finished_tasks: int


@dataclass(frozen=True, slots=True)
class ProjectRead:
    """A project with both its clocks read; `facts` is the part that health counts with."""

    id: UUID
    partnership_id: UUID
    name: str
    commissioned_by_id: UUID
    delivered_by_id: UUID
    work: Work
    clocks: Clocks
    evidence_on: date | None

    @property
    def facts(self) -> ProjectFacts:
        return facts_of(self.partnership_id, self.id, self.work, self.clocks, self.evidence_on)


def facts_of(
    partnership_id: UUID, project_id: UUID, work: Work, read: Clocks | Forecast, evidence_on: date | None
) -> ProjectFacts:
    """Put together what health counts with."""
    return ProjectFacts(
        partnership_id=partnership_id,
        project_id=project_id,
        budget_hours=work.budget,
        used_hours=work.used,
        forecast_hours=read.forecast_hours,
        start_on=work.starts_on,
        due_on=work.delivery_on,
        forecast_on=read.forecast_on,
        finished_on=work.finished_on,
        evidence_on=evidence_on,
        due_in_window=read.due,
        on_the_day=read.on_the_day,
        finished_tasks=work.finished_tasks,
    )


def facts_for_health(
    partnership_ids: Sequence[UUID], *, as_of: date, using: str = "default"
) -> list[ProjectFacts]:
    """Return the facts of every project of the partnerships (at most some thousand a call), by partnership."""
    found = []
    for row in read(_rows(partnership_ids, as_of=as_of, using=using)):
        work = _work(row)
        found.append(facts_of(row[0], row[1], work, read_forecast(work, as_of=as_of), row[10]))
    return found


def read_projects(
    partnership_ids: Sequence[UUID],
    *,
    as_of: date,
    project_ids: Sequence[UUID] | None = None,
    using: str = "default",
) -> list[ProjectRead]:
    """Read both clocks of the partnerships' projects (or of some of them) as of a day, by name."""
    return read(reading_projects(partnership_ids, as_of=as_of, project_ids=project_ids, using=using))


def reading_projects(
    partnership_ids: Sequence[UUID],
    *,
    as_of: date,
    project_ids: Sequence[UUID] | None = None,
    using: str = "default",
) -> Reading[list[ProjectRead]]:
    """Read the same beside what else a page asks."""
    rows = yield from _rows(partnership_ids, as_of=as_of, project_ids=project_ids, using=using)
    return [_read(row, as_of) for row in rows]


def _rows(
    partnership_ids: Sequence[UUID], *, as_of: date, project_ids: Sequence[UUID] | None = None, using: str
) -> Reading[list[tuple[Any, ...]]]:
    values = {
        "partnerships": list(partnership_ids),
        "projects": None if project_ids is None else list(project_ids),
        "as_of": as_of,
    }
    return asked(Words(SQL, values, using))


def _read(row: tuple[Any, ...], as_of: date) -> ProjectRead:
    work = _work(row)
    return ProjectRead(row[1], row[0], row[2], row[3], row[4], work, read_clocks(work, as_of=as_of), row[10])


def _work(row: tuple[Any, ...]) -> Work:
    budget, starts_on, delivery_on, finished_on, used, _evidence_on, milestones = row[5:12]
    return Work(
        used=used,
        budget=budget,
        starts_on=starts_on,
        delivery_on=delivery_on,
        finished_on=finished_on,
        milestones=[_milestone(cells) for cells in loads(milestones)],
        estimated=row[12],
        finished=row[13],
        rest=row[14],
        finished_tasks=int(row[15]),
    )


def _milestone(cells: list[str | None]) -> Milestone:
    budget, planned_on, agreed_on, delivered_on, estimated, finished, rest = cells
    return Milestone(
        budget=Decimal(budget) if budget else None,
        planned_on=date.fromisoformat(planned_on) if planned_on else None,
        delivered_on=date.fromisoformat(delivered_on) if delivered_on else None,
        estimated=Decimal(estimated or 0),
        finished=Decimal(finished or 0),
        rest=Decimal(rest or 0),
        agreed_on=date.fromisoformat(agreed_on) if agreed_on else None,
    )
