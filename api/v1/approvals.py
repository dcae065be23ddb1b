"""`/projects/…/approvals`: another side's yes to hours, and taking it back."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers

from accounts.access import Right
from accounts.listing import listed_one
from api.fields import Day, Id, Moment, Strict
from api.operation import operation
from api.shapes import Shape
from api.view import ResourceView
from projects.work.actions.approvals import Approved, Chosen, approve_hours, withdraw_approval
from projects.work.models import Project
from projects.work.queries.listed import PROJECTS
from projects.work.queries.pages import project_of

MOST = 1000
WHO = """
The side that commissions approves the hours of all other sides, the side that delivers those of the side that
commissions: only hours that are yours to approve are taken, and only such as nobody has approved yet. Approved hours
can't be changed or deleted, and can be billed. Doing it twice approves once.
"""


class NewApproval(Strict):
    """Every condition that is given must hold; {} takes all that wait for your side."""

    until = Day(required=False, help_text="Only work of this day or earlier.")
    entries = serializers.ListField(
        child=Id(), required=False, max_length=MOST, min_length=1, help_text="Only these work entries."
    )
    seen_at = Moment(
        required=False, help_text="What was logged or changed after you read it is left waiting."
    )


class ApprovalShape(Shape):
    """What was done now; what had been done before is not in it."""

    object = serializers.CharField()
    project = serializers.UUIDField()
    entries = serializers.ListField(child=serializers.UUIDField())


class Approvals(ResourceView):
    tag = "work entries"

    def project(self, project_id: UUID) -> Project:
        """Return a project of any of the actor's partnerships; raise NotThere."""
        return project_of(listed_one(PROJECTS, self.actor, project_id)["partnership"], project_id)

    def wanted(self) -> Chosen:
        body = self.body()
        ids = body.get("entries")
        return Chosen(
            until=body.get("until"),
            ids=None if ids is None else tuple(ids),
            seen_at=body.get("seen_at"),
        )

    def answer(self, project_id: UUID, done: Approved) -> HttpResponse:
        return self.one({"object": "approval", "project": project_id, "entries": list(done.ids)})


class ApprovalsView(Approvals):
    @operation(
        "approve_hours",
        Right.PLAN,
        summary="Approve other sides' hours",
        about=WHO,
        answer=ApprovalShape,
        body=NewApproval,
    )
    def post(self, request: Any, project: UUID) -> HttpResponse:
        done = approve_hours(self.actor, project=self.project(project), chosen=self.wanted(), now=self.now)
        return self.answer(project, done)


class WithdrawApprovalsView(Approvals):
    @operation(
        "withdraw_approvals",
        Right.PLAN,
        summary="Take your side's approval of hours back",
        about="Refused with `hours_billed` when an agreed basis for billing holds some of them.",
        answer=ApprovalShape,
        body=NewApproval,
    )
    def post(self, request: Any, project: UUID) -> HttpResponse:
        done = withdraw_approval(
            self.actor, project=self.project(project), chosen=self.wanted(), now=self.now
        )
        return self.answer(project, done)
