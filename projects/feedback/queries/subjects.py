"""What words and warnings are about: a project, a delivery, a goal or a work entry, by a name that both sides may read.

Of a work entry that is its day, its hours and its role: never who did the work.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from partnership.kit import formats
from partnership.kit.errors import NotThere
from partnership.kit.spoken import language
from projects.feedback.models import EarlyWarning, Note
from projects.goals.models import Goal
from projects.work.models import Deliverable, Project, WorkEntry

LABELS = {**dict(EarlyWarning.About.choices), **dict(Note.About.choices)}


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that both sides know; `name` is "" and `url` leads nowhere once it has been taken away."""

    about: str
    about_id: UUID | None
    name: str = ""
    url: str = ""

    @property
    def label(self) -> str:
        return str(LABELS.get(self.about, ""))

    @property
    def title(self) -> str:
        """Its name, else what kind of thing it was."""
        return self.name or self.label


Found = dict[UUID, Subject]


def subject_of(partnership_id: UUID, about: str, about_id: UUID) -> Subject:
    """Return one thing of the partnership; raise NotThere for a stranger's, for none and for another kind."""
    found = subjects_of(partnership_id, [(about, about_id)])[(about, about_id)]
    if not found.name:
        raise NotThere
    return found


def subjects_of(
    partnership_id: UUID, wanted: Iterable[tuple[str, UUID | None]]
) -> dict[tuple[str, UUID | None], Subject]:
    """Return the things by kind and id; one query for each kind among them."""
    keys = set(wanted)
    found: dict[tuple[str, UUID | None], Subject] = {key: Subject(*key) for key in keys}
    for about, read in READERS.items():
        ids = [key[1] for key in keys if key[0] == about and key[1] is not None]
        if ids:
            found |= {(about, row_id): one for row_id, one in read(partnership_id, ids).items()}
    return found


def _projects(partnership_id: UUID, ids: Sequence[UUID]) -> Found:
    rows = Project.objects.filter(partnership_id=partnership_id, id__in=ids).values_list("id", "name")
    return {key: Subject("project", key, name, _project_url(partnership_id, key)) for key, name in rows}


def _deliverables(partnership_id: UUID, ids: Sequence[UUID]) -> Found:
    rows = Deliverable.objects.filter(partnership_id=partnership_id, id__in=ids)
    return {
        key: Subject("deliverable", key, name, f"{_project_url(partnership_id, project)}#deliverables")
        for key, name, project in rows.values_list("id", "name", "project_id")
    }


def _goals(partnership_id: UUID, ids: Sequence[UUID]) -> Found:
    rows = Goal.objects.filter(partnership_id=partnership_id, id__in=ids).values_list("id", "name")
    return {
        key: Subject(
            "goal", key, name, reverse("goals:goal", kwargs={"partnership": partnership_id, "goal": key})
        )
        for key, name in rows
    }


def _entries(partnership_id: UUID, ids: Sequence[UUID]) -> Found:
    rows = WorkEntry.objects.filter(partnership_id=partnership_id, id__in=ids)
    found = {}
    for key, project, day, hours, role in rows.values_list("id", "project_id", "done_on", "hours", "role"):
        parts = [formats.hours(hours, language()), role, formats.date_short(day, language())]
        name = ", ".join(part for part in parts if part) or str(_("Work entry"))
        found[key] = Subject("work_entry", key, name, f"{_project_url(partnership_id, project)}#entries")
    return found


def _project_url(partnership_id: UUID, project_id: UUID) -> str:
    return reverse("work:project", kwargs={"partnership": partnership_id, "project": project_id})


READERS: dict[str, Callable[[UUID, Sequence[UUID]], Found]] = {
    "project": _projects,
    "deliverable": _deliverables,
    "goal": _goals,
    "work_entry": _entries,
}


def subjects_offered(partnership_id: UUID, also: Subject | None = None) -> list[Subject]:
    """Return what a warning can be about: running projects, goals that are not closed, and `also`; two queries."""
    running = Project.objects.filter(partnership_id=partnership_id, finished_on=None).order_by("name", "id")
    goals = Goal.objects.filter(partnership_id=partnership_id, closed_on=None).order_by("name", "id")
    found = [Subject("project", key, name) for key, name in running.values_list("id", "name")]
    found += [Subject("goal", key, name) for key, name in goals.values_list("id", "name")]
    if also is not None and also.about_id not in {one.about_id for one in found}:
        found.append(also)
    return found
