"""The JSON in which a mail provider reports what came back: the shape in docs/running.md, read strictly and without a fault.

{"events": [{"type": "bounced", "message_id": "<…>", "recipient": "…", "status": "5.1.1", "detail": "…"}, …]}
"""

import json
from typing import Any

from partnership.kit.returned import BOUNCED, COMPLAINED, DELAYED, DELIVERED, Returned

MOST_EVENTS = 500
LONGEST = 200
TYPES = {"bounced": BOUNCED, "delayed": DELAYED, "complained": COMPLAINED, "delivered": DELIVERED}


class NotReadable(ValueError):
    """The body is no JSON of this shape."""


def read_report(body: bytes) -> list[Returned]:
    """Return the events that the body reports. Raises NotReadable; an event of another type is left out."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotReadable from error
    events = said.get("events") if isinstance(said, dict) else None
    if not isinstance(events, list) or len(events) > MOST_EVENTS:
        raise NotReadable
    return [_event(one) for one in events if isinstance(one, dict) and one.get("type") in TYPES]


def _event(one: dict[str, Any]) -> Returned:
    recipient = _text(one, "recipient").lower()
    return Returned(
        TYPES[one["type"]],
        message_id=_text(one, "message_id"),
        recipients=(recipient,) if recipient else (),
        status=_text(one, "status"),
        detail=_text(one, "detail"),
    )


def _text(one: dict[str, Any], name: str) -> str:
    value = one.get(name)
    return "".join(sign for sign in value[:LONGEST] if sign.isprintable()) if isinstance(value, str) else ""
