"""`/early-warnings`: what may happen, what both sides do about it, and how it went."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from accounts.access import Right
from accounts.listing import listed_one
from accounts.queries import partnership_seen
from api.etags import require_match
from api.operation import operation
from api.parameters import PAGING, UPDATED, choices, ids
from api.v1.feedback_shapes import (
    JointActionShape,
    NewJointAction,
    NewWarning,
    WarningChange,
    WarningClosing,
    WarningShape,
)
from api.v1.joint_actions import JointActions, action_said
from api.v1.lists import ListingView
from projects.feedback.actions.warnings import (
    WarningSaid,
    act_on_warning,
    change_warning,
    close_warning,
    raise_warning,
)
from projects.feedback.models import EarlyWarning
from projects.feedback.queries.listed import WARNINGS
from projects.feedback.queries.notes import note_row
from projects.feedback.queries.warnings import warning_row


class Warnings(ListingView):
    tag, listing, one_name = "feedback", WARNINGS, "early_warning"

    def whole(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [row | {"joint_actions": json.loads(row["joint_actions"])} for row in rows]

    def row(self, warning: UUID) -> EarlyWarning:
        """Return a warning of any of the actor's partnerships; raise NotThere."""
        return warning_row(self.seen(warning)["partnership"], warning)


class WarningsView(Warnings):
    @operation(
        "list_early_warnings",
        Right.READ,
        summary="Early warnings in all your partnerships, newest first",
        answer=WarningShape,
        listed=True,
        parameters=(
            *PAGING,
            *UPDATED,
            choices("status", EarlyWarning.Status.values, "Only warnings with one of these states."),
            ids("about_id", "Only warnings about these."),
            ids("partnership", "Only in these partnerships."),
        ),
    )
    def get(self, request: Any) -> HttpResponse:
        return self.answer_list()


class PartnershipWarningsView(Warnings):
    @operation(
        "raise_early_warning",
        Right.GIVE_FEEDBACK,
        summary="Raise an early warning, also out of a friction",
        about="Every party reads it, and the words of the friction with it.",
        answer=WarningShape,
        body=NewWarning,
        status=201,
    )
    def post(self, request: Any, partnership: UUID) -> HttpResponse:
        body, seen = self.body(), partnership_seen(self.actor, partnership)
        note, action = body.pop("feedback_note", None), body.pop("joint_action", None)
        row = raise_warning(
            self.actor,
            partnership=seen,
            said=WarningSaid(**{"language": self.facts["language"], **body}),
            today=self.today,
            now=self.now,
            note=note_row(seen, note) if note else None,
            action=action_said(action, self.facts["language"]) if action else None,
        )
        return self.answer_one(row.id, status=201)


class WarningView(Warnings):
    @operation("get_early_warning", Right.READ, summary="One warning", answer=WarningShape, conditional=True)
    def get(self, request: Any, warning: UUID) -> HttpResponse:
        return self.answer_one(warning)

    @operation(
        "change_early_warning",
        Right.GIVE_FEEDBACK,
        summary="Say your own party's warning anew",
        answer=WarningShape,
        body=WarningChange,
        if_match="possible",
    )
    def patch(self, request: Any, warning: UUID) -> HttpResponse:
        row = self.row(warning)
        version = require_match(request, row.version, needed=False)
        said = {name: getattr(row, name) for name in WarningSaid.__slots__} | self.body(partial=True)
        change_warning(self.actor, warning=row, said=WarningSaid(**said), now=self.now, version=version)
        return self.answer_one(warning)


class CloseWarningView(Warnings):
    @operation(
        "close_early_warning",
        Right.GIVE_FEEDBACK,
        summary="Say how it went, from either party",
        answer=WarningShape,
        body=WarningClosing,
    )
    def post(self, request: Any, warning: UUID) -> HttpResponse:
        row = self.row(warning)
        close_warning(self.actor, warning=row, now=self.now, **self.body())
        return self.answer_one(warning)


class WarningActionsView(JointActions):
    @operation(
        "act_on_early_warning",
        Right.GIVE_FEEDBACK,
        summary="Write down what both parties do about it",
        about="The other party may name its person afterwards: leave it out or say null.",
        answer=JointActionShape,
        body=NewJointAction,
        status=201,
    )
    def post(self, request: Any, warning: UUID) -> HttpResponse:
        partnership = listed_one(WARNINGS, self.actor, warning)["partnership"]
        row = act_on_warning(
            self.actor,
            partnership=partnership_seen(self.actor, partnership),
            warning=warning_row(partnership, warning),
            said=action_said(self.body(), self.facts["language"]),
            today=self.today,
            now=self.now,
        )
        return self.answer_one(row.id, status=201)
