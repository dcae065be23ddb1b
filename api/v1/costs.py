"""`/projects/…/costs`: a price sheet's build-up as far as it is opened, and what the lines cost the own side."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from accounts.access import Right
from accounts.listing import listed_one
from accounts.queries import partnership_seen
from api.operation import operation
from api.v1.agreement_versions import named_values
from api.v1.cost_shapes import NewCosts, SheetCostsShape, costs_record, costs_said
from api.view import ResourceView
from partnership.kit.errors import Refused
from projects.pricing.actions.costs import state_costs
from projects.pricing.queries.sheet_costs import sheet_costs
from projects.work.models import Project
from projects.work.queries.listed import PROJECTS
from projects.work.queries.pages import project_of

PLACE = "api.costs"


class CostsView(ResourceView):
    tag = "book"

    @operation(
        "get_sheet_costs",
        Right.SEE_BOOK,
        summary="The build-up of a price sheet, with its costs",
        about="Every look at what another party has opened is written down for that party.",
        answer=SheetCostsShape,
    )
    def get(self, request: Any, project: UUID) -> HttpResponse:
        return self._answer_costs(self._project(project))

    @operation(
        "state_sheet_costs",
        Right.KEEP_BOOK,
        summary="State what lines cost your own side",
        about="The side that delivers, for the version that waits for signatures or is in force. Only it reads them,"
        " until costs are opened. A cost that was signed stays.",
        answer=SheetCostsShape,
        body=NewCosts,
    )
    def put(self, request: Any, project: UUID) -> HttpResponse:
        row, body = self._project(project), self.body()
        places = {one["line"]: place for place, one in enumerate(body["lines"])}
        with named_values(""):
            try:
                state_costs(
                    self.actor,
                    partnership=partnership_seen(self.actor, row.partnership_id),
                    project=row,
                    costs=costs_said(body),
                    number=body["number"],
                    now=self.now,
                )
            except Refused as refusal:
                refusal.on_field = _pointed(refusal.on_field, places)
                raise
        return self._answer_costs(row)

    def _project(self, project_id: UUID) -> Project:
        """Return a project of any of the actor's partnerships; raise NotThere."""
        return project_of(listed_one(PROJECTS, self.actor, project_id)["partnership"], project_id)

    def _answer_costs(self, project: Project) -> HttpResponse:
        seen = partnership_seen(self.actor, project.partnership_id)
        found = sheet_costs(self.actor, seen, project, today=self.today, now=self.now, place=PLACE)
        return self.one(costs_record(found, project))


def _pointed(path: str | None, places: dict[str, int]) -> str | None:
    """Name the line by its place in the body."""
    line = (path or "").removeprefix("costs.")
    return f"lines.{places[line]}" if line in places else path
