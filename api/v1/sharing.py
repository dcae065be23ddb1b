"""`/projects/…/sharing`: the rule in force, and another put forward. `/sharing-simulations`: what a rule would mean."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.listing import listed_one
from accounts.queries import partnership_seen
from api.operation import operation
from api.v1.agreement_versions import named_values
from api.v1.sharing_shapes import (
    NewSharing,
    NewSimulation,
    SharingShape,
    SharingSimulationShape,
    result_of,
    rule_said,
    sharing_record,
)
from api.view import ResourceView
from partnership.kit.money import known_currency, rounded_money, step_of
from projects.pricing.actions.sharing import propose_sharing
from projects.pricing.actions.sharing_in_force import BadSharing, SharingCurrency, require_rule
from projects.pricing.queries.sharing_page import sharing_page
from projects.pricing.shares import ceiling_of, outcome
from projects.pricing.sharing import Rule
from projects.work.models import Project
from projects.work.queries.listed import PROJECTS
from projects.work.queries.pages import project_of


class OutturnBelowZero(BadSharing):
    message = _("An outturn is 0 or more.")
    code = "outturn_below_zero"


class SharingView(ResourceView):
    tag = "book"

    @operation(
        "get_sharing",
        Right.READ,
        summary="How a project's saving or overrun is shared",
        answer=SharingShape,
    )
    def get(self, request: Any, project: UUID) -> HttpResponse:
        return self._answer_sharing(self._project(project))

    @operation(
        "propose_sharing",
        Right.KEEP_BOOK,
        summary="Put a sharing rule forward",
        about="It holds when every party has signed it: see its `agreement`. Answers the other side's if one is open.",
        answer=SharingShape,
        body=NewSharing,
        status=201,
    )
    def post(self, request: Any, project: UUID) -> HttpResponse:
        row, body = self._project(project), self.body()
        with named_values(""):
            propose_sharing(
                self.actor,
                partnership=partnership_seen(self.actor, row.partnership_id),
                project=row,
                rule=rule_said(body),
                word=body.get("word", ""),
                seen=body["seen"],
                now=self.now,
            )
        return self._answer_sharing(row, status=201)

    def _project(self, project_id: UUID) -> Project:
        """Return a project of any of the actor's partnerships; raise NotThere."""
        return project_of(listed_one(PROJECTS, self.actor, project_id)["partnership"], project_id)

    def _answer_sharing(self, project: Project, *, status: int = 200) -> HttpResponse:
        partnership = partnership_seen(self.actor, project.partnership_id)
        page = sharing_page(partnership, project, today=self.today)
        answer = self.one(sharing_record(page, project), status=status)
        if status == 201:
            answer.headers["Location"] = f"/api/v1/projects/{project.id}/sharing"
        return answer


class SharingSimulationsView(ResourceView):
    tag = "book"

    @operation(
        "simulate_sharing",
        Right.SEE_BOOK,
        summary="What a sharing rule would mean for both sides",
        about="Nothing is kept, and nobody else sees it.",
        answer=SharingSimulationShape,
        body=NewSimulation,
    )
    def post(self, request: Any) -> HttpResponse:
        body = self.body()
        with named_values(""):
            return self.one(_simulated(rule_said(body), body))


def _simulated(rule: Rule, body: Mapping[str, Any]) -> dict[str, Any]:
    if not known_currency(rule.currency):
        raise SharingCurrency(field="target.currency")
    require_rule(rule)
    for place, outturn in enumerate(body["outturns"]):
        if outturn < 0:
            raise OutturnBelowZero(field=f"outturns.{place}")
    step = step_of(rule.currency)
    most = ceiling_of(rule.target, rule.bands)
    found = [outcome(rule.target, one, rule.bands, step=step) for one in body["outturns"]]
    return {
        "object": "sharing_simulation",
        "currency": rule.currency,
        "target": format(rounded_money(rule.target, rule.currency), "f"),
        "ceiling": None if most is None else format(rounded_money(most, rule.currency), "f"),
        "results": [result_of(one) for one in found],
    }
