"""What a webhook says: ids and links, made from the event as `/events` tells it to the same organization."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from accounts.actor import Actor
from api.jsontext import json_bytes
from api.v1.events import shape
from partnership.kit.ids import new_id
from projects.activity.feed import FeedEvent

VERSION = "1"
MOST_BYTES = 20_000
TEST = "webhook.test"
# Of these rooms nothing but ids goes out: what they are about has readers of its own.
THIN = ("pricing.", "feedback.", "insight.", "openness.")
# Where the API reads one of a kind by its id alone.
RECORDS = {
    "agreement": "agreement",
    "billing": "billing",
    "deliverable": "deliverable",
    "early_warning": "early_warning",
    "exchange_rate": "exchange_rate",
    "goal": "goal",
    "insight_page": "insight_page",
    "insight_question": "question",
    "joint_action": "joint_action",
    "key_figure": "key_figure",
    "note": "feedback_note",
    "openness_ask": "openness_ask",
    "organization": "organization",
    "outlay": "outlay",
    "partnership": "partnership",
    "project": "project",
    "pulse": "pulse",
    "rate": "rate",
    "work_entry": "work_entry",
}


def body_of(event: FeedEvent, actor: Actor) -> str:
    """Return the JSON of an event, under 20 kB: what does not fit is left to be fetched."""
    told = shape(event, actor)
    details = {} if event.kind.startswith(THIN) else told["data"]
    data = {
        "partnership": event.partnership_id,
        "subject": {**told["subject"], "url": link_to(event.subject_kind, event.subject_id)},
    }
    common = (event.id, event.kind, event.at, actor.organization_id, told["author"])
    whole = _text(*common, {**data, "details": details})
    return whole if len(whole.encode()) < MOST_BYTES else _text(*common, {**data, "details": {}})


def test_body(actor: Actor, *, now: datetime) -> tuple[UUID, str]:
    """Return the id and the JSON of a test message."""
    message_id = new_id()
    origin = {"person": actor.person_id, "key": actor.key_id, "party": None}
    organization: Any = actor.organization_id
    subject = {
        "id": organization,
        "object": "organization",
        "url": link_to("organization", organization),
    }
    data = {"partnership": None, "subject": subject, "details": {}}
    return message_id, _text(message_id, TEST, now, organization, origin, data)


def link_to(kind: str, row_id: UUID) -> str | None:
    """Return where the API reads the subject, None where its id alone does not say."""
    name = RECORDS.get(kind)
    return settings.PORTAL_URL + reverse(f"api:{name}", args=[row_id]) if name else None


def _text(
    message_id: UUID, kind: str, at: datetime, organization: UUID | None, origin: Any, data: dict[str, Any]
) -> str:
    said = {
        "id": message_id,
        "type": kind,
        "timestamp": at,
        "organization": organization,
        "version": VERSION,
        "origin": origin,
        "data": data,
    }
    return json_bytes(said).decode()
