"""`/joint-actions`: what one person of each side does together until a day."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from accounts.access import Right
from accounts.queries import partnership_seen
from api.etags import require_match
from api.operation import operation
from api.parameters import PAGING, UPDATED, choices, day, ids
from api.v1.agreement_versions import NothingMore
from api.v1.feedback_shapes import DropReason, JointActionChange, JointActionShape, NamedOwner, NewJointAction
from api.v1.lists import ListingView
from projects.feedback.actions.joint import (
    ActionSaid,
    agree_action,
    change_action,
    complete_action,
    drop_action,
    name_owner,
    reopen_action,
)
from projects.feedback.models import JointAction, Origin
from projects.feedback.queries.joint import action_row
from projects.feedback.queries.listed import ACTIONS

OWNERS = "A person is a member of that party's organization whose role may give feedback."


def action_said(body: Mapping[str, Any], language: str) -> ActionSaid:
    """Return a body as the action takes it; what is not said is written in the caller's language."""
    owners = {one["party"]: one["person"] for one in body["owners"]}
    return ActionSaid(body["text"], body["due_on"], owners, body.get("language") or language)


class JointActions(ListingView):
    tag, listing, one_name = "feedback", ACTIONS, "joint_action"

    def whole(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [row | {"owners": json.loads(row["owners"])} for row in rows]

    def row(self, action: UUID) -> JointAction:
        """Return an action of any of the actor's partnerships; raise NotThere."""
        return action_row(self.seen(action)["partnership"], action)


class JointActionsView(JointActions):
    @operation(
        "list_joint_actions",
        Right.READ,
        summary="Joint actions in all your partnerships, newest first",
        answer=JointActionShape,
        listed=True,
        parameters=(
            *PAGING,
            *UPDATED,
            choices("status", JointAction.Status.values, "Only actions with one of these states."),
            choices("origin", Origin.values, "Only actions that came of these."),
            day("due_until", "Only actions that are due on this day or before."),
            ids("partnership", "Only in these partnerships."),
        ),
    )
    def get(self, request: Any) -> HttpResponse:
        return self.answer_list()


class PartnershipJointActionsView(JointActions):
    @operation(
        "agree_joint_action",
        Right.GIVE_FEEDBACK,
        summary="Write down what both parties have agreed to do",
        about=OWNERS,
        answer=JointActionShape,
        body=NewJointAction,
        status=201,
    )
    def post(self, request: Any, partnership: UUID) -> HttpResponse:
        row = agree_action(
            self.actor,
            partnership=partnership_seen(self.actor, partnership),
            said=action_said(self.body(), self.facts["language"]),
            today=self.today,
            now=self.now,
        )
        return self.answer_one(row.id, status=201)


class JointActionView(JointActions):
    @operation(
        "get_joint_action", Right.READ, summary="One joint action", answer=JointActionShape, conditional=True
    )
    def get(self, request: Any, action: UUID) -> HttpResponse:
        return self.answer_one(action)

    @operation(
        "change_joint_action",
        Right.GIVE_FEEDBACK,
        summary="Say anew what is done, until when or by whom",
        about=OWNERS,
        answer=JointActionShape,
        body=JointActionChange,
        if_match="possible",
    )
    def patch(self, request: Any, action: UUID) -> HttpResponse:
        row = self.row(action)
        version = require_match(request, row.version, needed=False)
        body = self.body(partial=True)
        owners = {one["party"]: one["person"] for one in body.pop("owners", ())}
        change_action(
            self.actor,
            partnership=partnership_seen(self.actor, row.partnership_id),
            action=row,
            said=replace(ActionSaid(row.text, row.due_on, owners, row.language), **body),
            today=self.today,
            now=self.now,
            version=version,
        )
        return self.answer_one(action)


class JointActionOwnerView(JointActions):
    @operation(
        "name_joint_action_owner",
        Right.GIVE_FEEDBACK,
        summary="Name your own party's person",
        about=OWNERS,
        answer=JointActionShape,
        body=NamedOwner,
    )
    def post(self, request: Any, action: UUID) -> HttpResponse:
        row = self.row(action)
        seen = partnership_seen(self.actor, row.partnership_id)
        person = self.body()["person"]
        name_owner(self.actor, partnership=seen, action=row, person_id=person, now=self.now)
        return self.answer_one(action)


class CompleteJointActionView(JointActions):
    @operation(
        "complete_joint_action",
        Right.GIVE_FEEDBACK,
        summary="Tick it off, for all parties",
        answer=JointActionShape,
        body=NothingMore,
    )
    def post(self, request: Any, action: UUID) -> HttpResponse:
        row = self.row(action)
        self.body()
        complete_action(self.actor, action=row, now=self.now)
        return self.answer_one(action)


class DropJointActionView(JointActions):
    @operation(
        "drop_joint_action",
        Right.GIVE_FEEDBACK,
        summary="Let it go, with a reason",
        answer=JointActionShape,
        body=DropReason,
    )
    def post(self, request: Any, action: UUID) -> HttpResponse:
        row = self.row(action)
        drop_action(self.actor, action=row, now=self.now, **self.body())
        return self.answer_one(action)


class ReopenJointActionView(JointActions):
    @operation(
        "reopen_joint_action",
        Right.GIVE_FEEDBACK,
        summary="Take a closed one up again",
        answer=JointActionShape,
        body=NothingMore,
    )
    def post(self, request: Any, action: UUID) -> HttpResponse:
        row = self.row(action)
        self.body()
        reopen_action(self.actor, action=row, now=self.now)
        return self.answer_one(action)
