"""What search finds of the work: projects, deliverables, tasks, and what somebody wrote beside hours.

Notes and tasks show themselves as on the project's page: of a side that has not opened its time fully, no word of them
is looked at.
"""

from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from projects.activity.searching import Asked, Hit, Kind, Row, Told, found_by, register_search
from projects.openness.rows import read_whole
from projects.openness.steps import Topic

PROJECTS = """
SELECT p.partnership_id, p.id, p.name AS title, p.code AS body, '' AS language, '' AS place,
       NULL::uuid AS party_id, NULL::date AS on_day, ts_rank(p.words, %(query)s::tsquery) AS rank, p.id::text AS data
FROM work_project p
WHERE p.partnership_id = ANY (%(partnerships)s) AND p.words @@ %(query)s::tsquery
"""
DELIVERABLES = """
SELECT d.partnership_id, d.id, d.name AS title, coalesce(nullif(d.code, d.name), '') AS body, '' AS language, p.name AS place,
       NULL::uuid AS party_id, coalesce(d.delivered_on, d.agreed_on, d.planned_on) AS on_day,
       ts_rank(d.words, %(query)s::tsquery) AS rank, d.project_id::text AS data
FROM work_deliverable d
JOIN work_project p ON p.partnership_id = d.partnership_id AND p.id = d.project_id
WHERE d.partnership_id = ANY (%(partnerships)s) AND d.words @@ %(query)s::tsquery
"""
# A task is told of beside the hours that are booked on it, so it is found with the newest of them that shows it.
TASKS = f"""
SELECT t.partnership_id, t.id, coalesce(nullif(t.title, ''), t.ref) AS title, t.ref AS body, '' AS language,
       p.name AS place, e.party_id, e.done_on AS on_day, ts_rank(t.words, %(query)s::tsquery) AS rank,
       concat_ws('~', t.project_id, e.done_on, e.id) AS data
FROM work_task t
JOIN work_project p ON p.partnership_id = t.partnership_id AND p.id = t.project_id
JOIN LATERAL (
    SELECT e.id, e.party_id, e.done_on FROM work_workentry e
    WHERE e.partnership_id = t.partnership_id AND e.task_id = t.id AND e.party_id = ANY (ARRAY{read_whole(Topic.TIME)})
    ORDER BY e.done_on DESC, e.id DESC LIMIT 1
) e ON true
WHERE t.partnership_id = ANY (%(partnerships)s) AND t.words @@ %(query)s::tsquery
"""  # noqa: S608 (put together from the house alone)
ENTRIES = f"""
SELECT e.partnership_id, e.id, coalesce(d.name, p.name) AS title, e.note AS body, '' AS language,
       CASE WHEN d.name IS NULL THEN '' ELSE p.name END AS place, e.party_id, e.done_on AS on_day,
       0::real AS rank, concat_ws('~', e.project_id, e.done_on, e.id) AS data
FROM app.entries_that_say(ARRAY{read_whole(Topic.TIME)}, %(query)s::tsquery, %(limit)s) found
JOIN work_workentry e ON e.id = found.id
JOIN work_project p ON p.partnership_id = e.partnership_id AND p.id = e.project_id
LEFT JOIN work_deliverable d ON d.partnership_id = e.partnership_id AND d.id = e.deliverable_id
WHERE e.partnership_id = ANY (%(partnerships)s) AND e.party_id = ANY (ARRAY{read_whole(Topic.TIME)})
"""  # noqa: S608 (put together from the house alone)


def projects_found(asked: Asked) -> list[Hit]:
    """Return projects by name and code."""
    return found_by(asked, "project", PROJECTS, tell=lambda row: Told(_project(row, row.id)))


def deliverables_found(asked: Asked) -> list[Hit]:
    """Return deliverables by name and code, with their project."""
    return found_by(asked, "deliverable", DELIVERABLES, tell=lambda row: Told(_project(row, UUID(row.data))))


def tasks_found(asked: Asked) -> list[Hit]:
    """Return tasks by title and reference, where hours on them are opened fully to the reader."""
    return found_by(asked, "task", TASKS, tell=_beside_hours)


def entries_found(asked: Asked) -> list[Hit]:
    """Return hours by the note beside them, the newest first, of the sides that have opened their time fully."""
    return found_by(asked, "work_entry", ENTRIES, tell=_beside_hours)


def _project(row: Row, project_id: UUID) -> str:
    return reverse("work:project", kwargs={"partnership": row.partnership_id, "project": project_id})


def _beside_hours(row: Row) -> Told:
    """The project's page from that entry on."""
    project_id, day, entry_id = row.data.split("~")
    following = UUID(int=UUID(entry_id).int + 1)
    place = f"{date.fromisoformat(day).isoformat()}~{following}"
    return Told(f"{_project(row, UUID(project_id))}?before={place}#entries")


def register() -> None:
    """Let the work be found; called once, when Django is ready."""
    register_search(Kind("project", _("Projects"), "folder", projects_found))
    register_search(Kind("deliverable", _("Deliverables"), "package-check", deliverables_found))
    register_search(Kind("task", _("Tasks"), "check", tasks_found))
    register_search(Kind("work_entry", _("Hours and notes"), "clock", entries_found))
