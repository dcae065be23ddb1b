"""`/project-clocks`: how far each project has come with its hours and its days, and where both are going."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers

from accounts.access import Right
from accounts.listing import listed, listed_one
from api.operation import operation
from api.parameters import PAGING, choices, ids
from api.shapes import Record, decimal
from api.view import ResourceView
from partnership.kit.rounding import rounded
from projects.work.models import Project
from projects.work.queries.facts import ProjectRead, read_projects
from projects.work.queries.listed import PROJECT_KEYS

EARLY = "null: nothing is agreed or estimated, or it is too early to say."
A_SHARE, AN_HOUR = Decimal("0.0001"), Decimal("0.001")
"""How exactly shares and hours are told."""
ALERTS = ["over", "90", "75", "50", ""]


class ProjectClocksShape(Record):
    """A project's two clocks on a day, hours of all parties together; the id is the project's.

    Shares are fractions: "0.5000" is half. Nothing is measured against what no party has signed.
    """

    partnership = serializers.UUIDField()
    as_of = serializers.DateField(help_text="The day, where the key's maker lives.")
    hours_used = decimal(3)
    hours_budget = decimal(2, allow_null=True, about="As agreed.")
    used_share = decimal(4, allow_null=True, about="Of the agreed hours.")
    hours_forecast = decimal(3, allow_null=True, about=f"Used, and what is left of the estimates. {EARLY}")
    starts_on = serializers.DateField(allow_null=True)
    delivery_on = serializers.DateField(allow_null=True, help_text="As agreed.")
    elapsed_share = decimal(4, allow_null=True, about="Of the agreed days; above 1 after the last.")
    delivery_forecast_on = serializers.DateField(
        allow_null=True, help_text=f"By earned schedule; the day it was finished on, once it is. {EARLY}"
    )
    days_late = serializers.IntegerField(
        allow_null=True, help_text="From the agreed day to the forecast one; below 0 where it is early."
    )
    finished_on = serializers.DateField(allow_null=True)
    earned_share = decimal(4, allow_null=True, about="How much of the work is finished.")
    planned_share = decimal(4, allow_null=True, about="How much the plan has finished by this day.")
    is_plan_agreed = serializers.BooleanField(
        help_text="Whether every party has signed every day of the plan."
    )
    cost_index = decimal(4, allow_null=True, about=f"CPI: work finished by hours used. {EARLY}")
    schedule_index = decimal(4, allow_null=True, about=f"SPI(t): time earned by time gone. {EARLY}")
    alert = serializers.ChoiceField(
        ALERTS,
        help_text="`over`: the forecast is above the budget; `90`, `75`, `50`: so many per cent are used, ahead of the calendar.",
    )
    due = serializers.IntegerField(help_text="Deliverables whose agreed day lies in the last 56 days.")
    on_the_day = serializers.IntegerField(help_text="How many of them came on that day or before.")
    evidence_on = serializers.DateField(
        allow_null=True, help_text="The newest day of work or delivery that was counted."
    )


class Clocks(ResourceView):
    tag = "projects"

    def read(self, rows: Sequence[dict[str, Any]]) -> list[ProjectRead]:
        """Read the clocks of a page's projects at once, in the page's order."""
        partnerships = list({row["partnership"] for row in rows})
        found = read_projects(partnerships, as_of=self.today, project_ids=[row["id"] for row in rows])
        by_id = {one.id: one for one in found}
        return [by_id[row["id"]] for row in rows]

    def shape(self, one: ProjectRead) -> dict[str, Any]:
        work, clocks = one.work, one.clocks
        return {
            "id": one.id,
            "object": "project_clocks",
            "partnership": one.partnership_id,
            "as_of": self.today,
            "hours_used": _whole(work.used, AN_HOUR),
            "hours_budget": work.budget,
            "used_share": _whole(clocks.used_share),
            "hours_forecast": _whole(clocks.forecast_hours, AN_HOUR),
            "starts_on": work.starts_on,
            "delivery_on": work.delivery_on,
            "elapsed_share": _whole(clocks.elapsed_share),
            "delivery_forecast_on": clocks.forecast_on,
            "days_late": clocks.days_late,
            "finished_on": work.finished_on,
            "earned_share": _whole(clocks.earned_share),
            "planned_share": _whole(clocks.planned_share),
            "is_plan_agreed": work.is_plan_agreed,
            "cost_index": _whole(clocks.cost_index),
            "schedule_index": _whole(clocks.schedule_index),
            "alert": clocks.alert,
            "due": clocks.due,
            "on_the_day": clocks.on_the_day,
            "evidence_on": one.evidence_on,
        }


class ProjectsClocksView(Clocks):
    @operation(
        "list_project_clocks",
        Right.READ,
        summary="Both clocks of your projects, the newest project first",
        answer=ProjectClocksShape,
        listed=True,
        parameters=(
            *PAGING,
            ids("partnership", "Only projects in these partnerships."),
            ids("project", "Only these projects."),
            choices("status", Project.Status.values, "Only projects with one of these states."),
        ),
    )
    def get(self, request: Any) -> HttpResponse:
        rows = listed(
            PROJECT_KEYS,
            self.actor,
            limit=self.query["limit"] + 1,
            after=self.after(),
            partnerships=self.query["partnership"],
            filters={name: self.query[name] for name in ("project", "status")},
        )
        return self.page(self.read(rows), key=lambda one: [str(one.id)], shape=self.shape)


class ProjectClocksView(Clocks):
    @operation(
        "get_project_clocks", Right.READ, summary="Both clocks of one project", answer=ProjectClocksShape
    )
    def get(self, request: Any, project: UUID) -> HttpResponse:
        [found] = self.read([listed_one(PROJECT_KEYS, self.actor, project)])
        return self.one(self.shape(found))


def _whole(value: Decimal | None, step: Decimal = A_SHARE) -> Decimal | None:
    return None if value is None else rounded(value, step=step)
