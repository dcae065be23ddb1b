"""`/projects/…/price-sheet`: the sheet in force, and another put forward."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from accounts.access import Right
from accounts.listing import listed_one
from accounts.queries import partnership_seen
from api.operation import operation
from api.v1.agreement_versions import named_values
from api.v1.sheet_shapes import NewSheet, PriceSheetShape, Talk, sheet_record, values_said
from api.view import ResourceView
from projects.pricing.actions.sheets import propose_sheet
from projects.pricing.queries.sheets import sheet_in_force, sheet_talk
from projects.work.models import Project
from projects.work.queries.listed import PROJECTS
from projects.work.queries.pages import project_of


class PriceSheetView(ResourceView):
    tag = "book"

    @operation(
        "get_price_sheet",
        Right.READ,
        summary="A project's price sheet",
        about="Every version, also those that wait, stands at its `agreement`.",
        answer=PriceSheetShape,
    )
    def get(self, request: Any, project: UUID) -> HttpResponse:
        return self._answer_sheet(self._project(project))

    @operation(
        "propose_price_sheet",
        Right.KEEP_BOOK,
        summary="Put a price sheet forward",
        about="It holds when every party has signed it: see its `agreement`. Answers the other side's if one is open.",
        answer=PriceSheetShape,
        body=NewSheet,
        status=201,
    )
    def post(self, request: Any, project: UUID) -> HttpResponse:
        row, body = self._project(project), self.body()
        with named_values(""):
            propose_sheet(
                self.actor,
                partnership=partnership_seen(self.actor, row.partnership_id),
                project=row,
                values=values_said(body),
                word=body.get("word", ""),
                seen=body["seen"],
                now=self.now,
            )
        return self._answer_sheet(row, status=201)

    def _project(self, project_id: UUID) -> Project:
        """Return a project of any of the actor's partnerships; raise NotThere."""
        return project_of(listed_one(PROJECTS, self.actor, project_id)["partnership"], project_id)

    def _answer_sheet(self, project: Project, *, status: int = 200) -> HttpResponse:
        partnership = partnership_seen(self.actor, project.partnership_id)
        talk = Talk(*sheet_talk(partnership.id, project.id))
        held = sheet_in_force(partnership.id, project.id)
        record = sheet_record(held, talk, project, currency=partnership.currency)
        answer = self.one(record, status=status)
        if status == 201:
            answer.headers["Location"] = f"/api/v1/projects/{project.id}/price-sheet"
        return answer
