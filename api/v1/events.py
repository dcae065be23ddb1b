"""`/events`: the event book as a delta feed. Read to the end, keep `next_cursor`, come back with it."""

import re
from typing import Any

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.access import Right
from accounts.actor import Actor
from api import paging
from api.operation import operation
from api.parameters import FIELDS, LIMIT, Parameter, ids
from api.shapes import Record, Shape
from api.view import ResourceView
from projects.activity.feed import START, FeedEvent, Position, feed_after, feed_end

LATEST = "latest"
CURSOR = Parameter(
    "cursor",
    str,
    "",
    {"type": "string"},
    "The `next_cursor` of the answer before; `latest` begins with what happens from now on; without it, from the start.",
)
TYPE = re.compile(r"[a-z_]{1,30}(\.[a-z_]{1,30})?", re.ASCII)


def _type(text: str) -> str:
    if not TYPE.fullmatch(text):
        raise ValueError(text)
    return text


TYPES = Parameter(
    "type",
    _type,
    _("Write the type as work.project_created."),
    {"type": "string", "pattern": TYPE.pattern},
    "Only events of these types.",
    many=True,
)


class SubjectShape(Record):
    """What it happened to: fetch it by its id."""


class AuthorShape(Shape):
    """Who did it: a person, a key (your own organization's only), and the party that they act for."""

    person = serializers.UUIDField(allow_null=True)
    key = serializers.UUIDField(allow_null=True)
    party = serializers.UUIDField(allow_null=True)


class EventShape(Record):
    """Something that happened: ids only, never texts or amounts. It never changes."""

    type = serializers.CharField()
    created_at = serializers.DateTimeField()
    partnership = serializers.UUIDField(
        allow_null=True, help_text="Null for events inside your organization."
    )
    organization = serializers.UUIDField(allow_null=True, help_text="Null for events of a partnership.")
    subject = SubjectShape()
    author = AuthorShape()
    data = serializers.DictField()  # type: ignore[assignment]


class EventsView(ResourceView):
    tag = "events"

    @operation(
        "list_events",
        Right.READ,
        summary="What has happened, oldest first, from where you left off",
        about="The last page has a `next_cursor` too: keep it and ask again later. No event is lost or told twice.",
        answer=EventShape,
        listed=True,
        parameters=(
            LIMIT,
            CURSOR,
            FIELDS,
            ids("partnership", "Only events of these partnerships."),
            TYPES,
        ),
    )
    def get(self, request: Any) -> HttpResponse:
        limit, position = self.query["limit"], self._position()
        if self.query["cursor"] == LATEST:
            rows: list[FeedEvent] = []
        else:
            rows = feed_after(
                self.actor,
                position,
                limit=limit + 1,
                partnerships=self.query["partnership"],
                kinds=self.query["type"],
            )
        shown = rows[:limit]
        end = (shown[-1].xid, shown[-1].seq) if shown else position
        return self.ready_page(
            {
                "data": [self.chosen(shape(row, self.actor)) for row in shown],
                "has_more": len(rows) > limit,
                "next_cursor": paging.write_cursor(self.bound(), end),
            }
        )

    def _position(self) -> Position:
        if self.query["cursor"] == LATEST:
            return feed_end()
        after = self.after()
        return (after[0], after[1]) if after else START


def shape(event: FeedEvent, actor: Actor) -> dict[str, Any]:
    own = event.party_id is None or event.party_id == actor.party_in(event.partnership_id)  # type: ignore[arg-type]
    return {
        "id": event.id,
        "object": "event",
        "type": event.kind,
        "created_at": event.at,
        "partnership": event.partnership_id,
        "organization": event.organization_id,
        "subject": {"id": event.subject_id, "object": event.subject_kind},
        "author": {"person": event.person_id, "key": event.key_id if own else None, "party": event.party_id},
        "data": orjson.loads(event.data),
    }
