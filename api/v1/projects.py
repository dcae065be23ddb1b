"""`/projects`: read all, begin one inside a partnership, change one with If-Match."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers

from accounts.access import Right
from accounts.queries import partnership_seen
from api.etags import require_match
from api.fields import Choice, Day, Hours, Id, Strict, Text
from api.operation import operation
from api.parameters import PAGING, UPDATED, choices, ids
from api.shapes import Versioned, decimal
from api.v1.lists import ListingView
from partnership.kit.errors import NotThere
from projects.work.actions.projects import (
    ProjectValues,
    change_project,
    create_project,
    finish_project,
    reopen_project,
)
from projects.work.models import Project
from projects.work.queries.listed import PROJECTS

STATUS = choices("status", Project.Status.values, "Only projects with one of these states.")
FILTERS = (*PAGING, *UPDATED, STATUS)


class ProjectShape(Versioned):
    """A shared undertaking; null is "not agreed yet". Hours are of all parties together."""

    partnership = serializers.UUIDField()
    name = serializers.CharField()
    code = serializers.CharField()
    commissioned_by = serializers.UUIDField(help_text="A party.")
    delivered_by = serializers.UUIDField(help_text="A party.")
    hours_budget = decimal(2, allow_null=True)
    starts_on = serializers.DateField(allow_null=True)
    delivery_on = serializers.DateField(allow_null=True)
    status = serializers.ChoiceField(Project.Status.values)
    finished_on = serializers.DateField(allow_null=True)


class NewProject(Strict):
    name = Text(max_length=120)
    code = Text(max_length=40)
    commissioned_by = Id(help_text="A party of the partnership.")
    delivered_by = Id(help_text="A party of the partnership.")
    hours_budget = Hours(required=False, allow_null=True)
    starts_on = Day(required=False, allow_null=True)
    delivery_on = Day(required=False, allow_null=True)


class ProjectChange(NewProject):
    """What is left out stays as it is."""

    status = Choice(Project.Status.values, required=False)
    finished_on = Day(required=False, help_text="With `status: finished`; today without it.")


class ProjectsView(ListingView):
    tag, listing, one_name = "projects", PROJECTS, "project"

    @operation(
        "list_projects",
        Right.READ,
        summary="Projects of all your partnerships, newest first",
        answer=ProjectShape,
        listed=True,
        parameters=(*FILTERS, ids("partnership", "Only projects of these partnerships.")),
    )
    def get(self, request: Any) -> HttpResponse:
        return self.answer_list()


class PartnershipProjectsView(ListingView):
    tag, listing, one_name = "projects", PROJECTS, "project"

    @operation(
        "list_partnership_projects",
        Right.READ,
        summary="Projects of one partnership, newest first",
        answer=ProjectShape,
        listed=True,
        parameters=FILTERS,
    )
    def get(self, request: Any, partnership: UUID) -> HttpResponse:
        return self.answer_list(partnership)

    @operation(
        "create_project",
        Right.PLAN,
        summary="Begin a project",
        answer=ProjectShape,
        body=NewProject,
        status=201,
    )
    def post(self, request: Any, partnership: UUID) -> HttpResponse:
        project = create_project(
            self.actor,
            partnership=partnership_seen(self.actor, partnership),
            values=ProjectValues(**_renamed(self.body())),
            now=self.now,
        )
        return self.answer_one(project.id, status=201)


class ProjectView(ListingView):
    tag, listing, one_name = "projects", PROJECTS, "project"

    @operation("get_project", Right.READ, summary="One project", answer=ProjectShape, conditional=True)
    def get(self, request: Any, project: UUID) -> HttpResponse:
        return self.answer_one(project)

    @operation(
        "change_project",
        Right.PLAN,
        summary="Change what is agreed about a project, or finish it",
        about="Both sides plan by this, so say with If-Match which version you have read.",
        answer=ProjectShape,
        body=ProjectChange,
        if_match="needed",
    )
    def patch(self, request: Any, project: UUID) -> HttpResponse:
        seen = self.seen(project)
        version = require_match(request, seen["version"], needed=True)
        body = self.body(partial=True)
        self._change(_row(seen), body, version)
        return self.answer_one(project)

    def _change(self, row: Project, body: dict[str, Any], version: int | None) -> None:
        status, finished_on = body.pop("status", None), body.pop("finished_on", None)
        values = replace(ProjectValues.of(row), **_renamed(body))
        change_project(self.actor, project=row, values=values, now=self.now, version=version)
        if status == Project.Status.ACTIVE:
            reopen_project(self.actor, project=row, now=self.now)
        elif status or finished_on:
            day = finished_on or row.finished_on or self.today
            finish_project(self.actor, project=row, finished_on=day, today=self.today, now=self.now)


def _row(seen: dict[str, Any]) -> Project:
    found: Project | None = Project.objects.filter(partnership_id=seen["partnership"], id=seen["id"]).first()
    if found is None:
        raise NotThere
    return found


def _renamed(body: dict[str, Any]) -> dict[str, Any]:
    """Name the parties as the action does: by id."""
    named = {"commissioned_by": "commissioned_by_id", "delivered_by": "delivered_by_id"}
    return {named.get(name, name): value for name, value in body.items()}
