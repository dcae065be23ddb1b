"""`/events`: the event book as a delta feed. Read to the end, keep `next_cursor`, come back with it."""

import re
from datetime import timedelta
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.access import Right
from accounts.actor import Actor
from api import paging
from api.operation import operation
from api.parameters import FIELDS, LIMIT, Parameter, ids
from api.shapes import Record, Shape
from api.v1.tombstones import TOMBSTONES, tombstone
from api.view import ResourceView
from partnership.kit.errors import Refused
from projects.activity.feed import START, FeedEvent, Position, feed_after, feed_end

LATEST = "latest"
KEPT_FOR = timedelta(days=30)
"""How long a cursor may be kept: a copy that is older is made anew from the lists."""
FULL_LISTS = ("partnerships", "projects", "deliverables", "work-entries", "goals", "agreements", "outlays")
ABOUT = (
    "The last page has a `next_cursor` too: keep it and ask again later. No event is lost or told twice. A cursor that is"
    " more than 30 days old answers 410, with links to begin anew: take `cursor=latest`, read the lists, go on from there."
)
CURSOR = Parameter(
    "cursor",
    str,
    "",
    {"type": "string"},
    "The `next_cursor` of the answer before; `latest` begins with what happens from now on; without it, from the start.",
)
TYPE = re.compile(r"[a-z_]{1,30}(\.[a-z_]{1,30})?", re.ASCII)


class CursorExpired(Refused):
    message = _(
        "This cursor is more than 30 days old. Take cursor=latest, read the full lists, then go on from there."
    )
    code, status = "cursor_expired", 410

    def __init__(self) -> None:
        super().__init__()
        whole = [f'<{_address(name)}>; rel="collection"' for name in FULL_LISTS]
        self.headers = {"Link": ", ".join([f'<{_address("events")}?cursor={LATEST}>; rel="start"', *whole])}


def _address(name: str) -> str:
    return f"{settings.PORTAL_URL}/api/v1/{name}"


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
    tombstone = serializers.ChoiceField(
        TOMBSTONES,
        allow_null=True,
        help_text="`deleted`: the subject is gone; `access_revoked`: you may no longer see it, or not all of it.",
    )
    data = serializers.DictField()  # type: ignore[assignment]


class EventsView(ResourceView):
    tag = "events"

    @operation(
        "list_events",
        Right.READ,
        summary="What has happened, oldest first, from where you left off",
        about=ABOUT,
        problems=(410,),
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
                "next_cursor": paging.write_cursor(self.bound(), (*end, int(self.now.timestamp()))),
            }
        )

    def _position(self) -> Position:
        if self.query["cursor"] == LATEST:
            return feed_end()
        after = self.after()
        if after is None:
            return START
        xid, seq, *given_at = after
        if given_at and given_at[0] < (self.now - KEPT_FOR).timestamp():
            raise CursorExpired
        return xid, seq


def shape(event: FeedEvent, actor: Actor) -> dict[str, Any]:
    own = event.party_id is None or event.party_id == actor.party_in(event.partnership_id)  # type: ignore[arg-type]
    data = orjson.loads(event.data)
    return {
        "id": event.id,
        "object": "event",
        "type": event.kind,
        "created_at": event.at,
        "partnership": event.partnership_id,
        "organization": event.organization_id,
        "subject": {"id": event.subject_id, "object": event.subject_kind},
        "author": {"person": event.person_id, "key": event.key_id if own else None, "party": event.party_id},
        "tombstone": tombstone(event, actor, data),
        "data": data,
    }
