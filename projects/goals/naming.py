"""What insight may name of projects, deliverables and goals, and how goals follow its key figures."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from projects.goals.actions.linking import follow_figure
from projects.goals.models import Goal
from projects.goals.queries.links import goals_following
from projects.insight.following import register_follower
from projects.insight.subjects import SubjectKind, register_subject
from projects.work.models import Deliverable, Project

MOST = 200


def register() -> None:
    """Register the kinds; called once, when Django is ready."""
    register_follower("goals", follow_figure, places_of)
    register_subject("goal", SubjectKind(_("Goals"), goal_names, goals, goal_address))
    register_subject("project", SubjectKind(_("Projects"), project_names, projects, project_address))
    register_subject(
        "deliverable", SubjectKind(_("Deliverables"), deliverable_names, deliverables, deliverable_address)
    )


def places_of(partnership_id: UUID, figure_id: UUID) -> list[tuple[str, str]]:
    """Return the goals that a key figure carries: address and name."""
    return [
        (goal_address(partnership_id, key), name) for key, name in goals_following(partnership_id, figure_id)
    ]


def goal_names(partnership_id: UUID, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return goals' names by id."""
    rows = Goal.objects.filter(partnership_id=partnership_id, id__in=list(ids))
    return dict(rows.values_list("id", "name"))


def goals(partnership_id: UUID) -> list[tuple[UUID, str]]:
    """Return the goals under way."""
    rows = Goal.objects.filter(partnership_id=partnership_id, status=Goal.Stage.ACTIVE)
    return list(rows.order_by("name", "id").values_list("id", "name")[:MOST])


def goal_address(partnership_id: UUID, goal_id: UUID) -> str:
    """Return a goal's page."""
    return reverse("goals:goal", kwargs={"partnership": partnership_id, "goal": goal_id})


def project_names(partnership_id: UUID, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return projects' names by id."""
    rows = Project.objects.filter(partnership_id=partnership_id, id__in=list(ids))
    return dict(rows.values_list("id", "name"))


def projects(partnership_id: UUID) -> list[tuple[UUID, str]]:
    """Return the newest projects, by name."""
    rows = Project.objects.filter(partnership_id=partnership_id).order_by("-id")
    return sorted(rows.values_list("id", "name")[:MOST], key=lambda one: one[1].casefold())


def project_address(partnership_id: UUID, project_id: UUID) -> str:
    """Return a project's page."""
    return reverse("work:project", kwargs={"partnership": partnership_id, "project": project_id})


def deliverable_names(partnership_id: UUID, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return deliverables' names by id."""
    rows = Deliverable.objects.filter(partnership_id=partnership_id, id__in=list(ids))
    return dict(rows.values_list("id", "name"))


def deliverables(partnership_id: UUID) -> list[tuple[UUID, str]]:
    """Return the newest deliverables with their projects' names, by name."""
    rows = Deliverable.objects.filter(partnership_id=partnership_id).order_by("-id")
    found = rows.values_list("id", "name", "project__name")[:MOST]
    return sorted(
        ((key, f"{name} ({project})") for key, name, project in found), key=lambda one: one[1].casefold()
    )


def deliverable_address(partnership_id: UUID, deliverable_id: UUID) -> str:
    """Return the page of a deliverable's project."""
    rows = Deliverable.objects.filter(partnership_id=partnership_id, id=deliverable_id)
    project_id = rows.values_list("project_id", flat=True).get()
    return project_address(partnership_id, project_id)
