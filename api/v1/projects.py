"""`/projects`: read all, begin one inside a partnership, change one with If-Match.

Name and code are written at once; budgets, days and roles are put forward, and stand in the record when all have signed.
"""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers

from accounts.access import Right
from accounts.queries import partnership_seen
from api.fields import Choice, Day, Hours, Id, Strict, Text
from api.names import EXTERNAL
from api.operation import operation
from api.parameters import PAGING, UPDATED, choices, ids
from api.shapes import Named, decimal
from api.v1.lists import with_names
from api.v1.terms import IN_FORCE, MoneyShape, NewMoney, TermsShape, TermsView, newest_of, require_seen
from partnership.kit.errors import NotThere
from projects.work.actions.projects import (
    ProjectFacts,
    change_project,
    create_project,
    finish_project,
    reopen_project,
)
from projects.work.actions.terms import propose_terms
from projects.work.models import Project
from projects.work.queries.listed import PROJECTS
from projects.work.queries.terms import basis_of
from projects.work.terms import Terms

STATUS = choices("status", Project.Status.values, "Only projects with one of these states.")
AT_ONCE = {"name", "code", "status", "finished_on"}
FILTERS = (*PAGING, *UPDATED, *EXTERNAL, STATUS)


BEGINNING = """
The project is there at once with its name, code and roles as you state them. Budgets and days are put forward as the
project's terms, if any are given: the record shows them when every party has signed. Anybody of either side with the
right to sign does that in the portal, or through the agreement that `terms` names.
"""
CHANGING = """
Name, code, status and `finished_on` are written at once. Roles, budgets and days are put forward: as a proposal, as a
new version of your own open one, or as a counter-proposal to the other side's. The record shows them when every party
has signed. Both sides depend on this, so say with If-Match what you have read; the tag changes with every proposal too.
"""


class ProjectShape(Named):
    """A shared undertaking. Budgets and days are those that every party has signed; null is "not agreed yet".

    Hours are of all parties together, money is without VAT. What is proposed stands in the agreement of `terms`.
    """

    partnership = serializers.UUIDField()
    name = serializers.CharField()
    code = serializers.CharField()
    commissioned_by = serializers.UUIDField(help_text="A party.")
    delivered_by = serializers.UUIDField(help_text="A party.")
    hours_budget = decimal(2, allow_null=True)
    amount_budget = MoneyShape(allow_null=True)
    starts_on = serializers.DateField(allow_null=True)
    delivery_on = serializers.DateField(allow_null=True)
    terms = TermsShape()
    status = serializers.ChoiceField(Project.Status.values)
    finished_on = serializers.DateField(allow_null=True)


class NewProject(Strict):
    name = Text(max_length=120)
    code = Text(max_length=40)
    commissioned_by = Id(help_text=f"A party of the partnership. {IN_FORCE}")
    delivered_by = Id(help_text=f"A party of the partnership. {IN_FORCE}")
    hours_budget = Hours(required=False, allow_null=True, help_text=IN_FORCE)
    amount_budget = NewMoney(required=False, allow_null=True, help_text=f"Without VAT. {IN_FORCE}")
    starts_on = Day(required=False, allow_null=True, help_text=IN_FORCE)
    delivery_on = Day(required=False, allow_null=True, help_text=IN_FORCE)


class ProjectChange(NewProject):
    """What is left out stays as it is: as in the open proposal of the terms, else as agreed."""

    status = Choice(Project.Status.values, required=False)
    finished_on = Day(required=False, help_text="With `status: finished`; today without it.")


class Projects(TermsView):
    tag, listing, one_name = "projects", with_names(PROJECTS, "project"), "project"

    def begin(self, partnership: UUID, body: dict[str, Any]) -> UUID:
        """Begin what a body says; return the new project's id."""
        said = _renamed(body)
        project = create_project(
            self.actor,
            partnership=partnership_seen(self.actor, partnership),
            facts=ProjectFacts(said.pop("name"), said.pop("code")),
            terms=Terms(**said),
            now=self.now,
        )
        return project.id

    def change(self, seen: dict[str, Any], body: dict[str, Any]) -> None:
        """Change what a body names of the project that was seen, and put its terms forward."""
        row = _row(seen)
        facts = ProjectFacts(body.pop("name", row.name), body.pop("code", row.code))
        current = change_project(self.actor, project=row, facts=facts, now=self.now, version=seen["version"])
        self._finish(row, body.pop("status", None), body.pop("finished_on", None))
        self._propose(current, _renamed(body), newest_of(seen))

    def says_other_terms(self, seen: dict[str, Any], body: dict[str, Any]) -> bool:
        """Say whether a change would put other terms forward."""
        return self._other_terms(_row(seen), _renamed(only_terms(body))) is not None

    def _other_terms(self, row: Project, said: dict[str, Any]) -> Terms | None:
        """Return the terms with what is said; None for the same again."""
        if not said:
            return None
        basis = basis_of(partnership_seen(self.actor, row.partnership_id), row)
        terms = replace(basis, **said)
        return None if terms == basis else terms

    def _propose(self, row: Project, said: dict[str, Any], newest: int) -> None:
        """Put the terms forward if the body changes any; the same again is no proposal."""
        if terms := self._other_terms(row, said):
            partnership = partnership_seen(self.actor, row.partnership_id)
            propose_terms(
                self.actor, partnership=partnership, project=row, terms=terms, seen=newest, now=self.now
            )

    def _finish(self, row: Project, status: str | None, finished_on: date | None) -> None:
        if status == Project.Status.ACTIVE:
            reopen_project(self.actor, project=row, now=self.now)
        elif status or finished_on:
            day = finished_on or row.finished_on or self.today
            finish_project(self.actor, project=row, finished_on=day, today=self.today, now=self.now)


class ProjectsView(Projects):
    @operation(
        "list_projects",
        Right.READ,
        summary="Projects of all your partnerships, newest first",
        answer=ProjectShape,
        listed=True,
        parameters=(*FILTERS, ids("partnership", "Only projects of these partnerships.")),
        asks_singly=True,
    )
    def get(self, request: Any) -> HttpResponse:
        return self.answer_list()


class PartnershipProjectsView(Projects):
    @operation(
        "list_partnership_projects",
        Right.READ,
        summary="Projects of one partnership, newest first",
        answer=ProjectShape,
        listed=True,
        parameters=FILTERS,
        asks_singly=True,
    )
    def get(self, request: Any, partnership: UUID) -> HttpResponse:
        return self.answer_list(partnership)

    @operation(
        "create_project",
        Right.PLAN,
        summary="Begin a project",
        about=BEGINNING,
        answer=ProjectShape,
        body=NewProject,
        status=201,
    )
    def post(self, request: Any, partnership: UUID) -> HttpResponse:
        return self.answer_one(self.begin(partnership, self.body()), status=201)


class ProjectView(Projects):
    @operation(
        "get_project",
        Right.READ,
        summary="One project",
        answer=ProjectShape,
        conditional=True,
        asks_singly=True,
    )
    def get(self, request: Any, project: UUID) -> HttpResponse:
        return self.answer_one(project)

    @operation(
        "change_project",
        Right.PLAN,
        summary="Rename a project, put new terms forward, or finish it",
        about=CHANGING,
        answer=ProjectShape,
        body=ProjectChange,
        if_match="needed",
    )
    def patch(self, request: Any, project: UUID) -> HttpResponse:
        seen = self.seen(project)
        require_seen(request, seen)
        self.change(seen, self.body(partial=True))
        return self.answer_one(project)


def _row(seen: dict[str, Any]) -> Project:
    found: Project | None = Project.objects.filter(partnership_id=seen["partnership"], id=seen["id"]).first()
    if found is None:
        raise NotThere
    return found


def only_terms(body: dict[str, Any]) -> dict[str, Any]:
    """Return what of a body is for every party to sign."""
    return {name: value for name, value in body.items() if name not in AT_ONCE}


def _renamed(body: dict[str, Any]) -> dict[str, Any]:
    """Name the parties as the action does, by id, and take money apart."""
    named = {"commissioned_by": "commissioned_by_id", "delivered_by": "delivered_by_id"}
    said = {named.get(name, name): value for name, value in body.items()}
    if money := said.get("amount_budget"):
        said |= {"amount_budget": money["amount"], "currency": money["currency"]}
    return said
