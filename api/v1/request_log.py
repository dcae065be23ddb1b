"""`/request-log`: what came with one's own keys and the organization's, and how it ended."""

from typing import Any

from django.http import HttpResponse
from rest_framework import serializers

from accounts.access import Right
from api.calls.queries import CallSeen, calls_seen
from api.operation import operation
from api.parameters import PAGING, ids, yes_or_no
from api.shapes import Record
from api.view import ResourceView


class CallShape(Record):
    """One request: never its body, its query or its address. Kept for 30 days."""

    key = serializers.UUIDField(help_text="The key that it came with.")
    request_id = serializers.CharField(help_text="As in the header Request-Id of its answer.")
    method = serializers.CharField()
    path = serializers.CharField(help_text="Without the query.")
    status = serializers.IntegerField()
    milliseconds = serializers.IntegerField()
    created_at = serializers.DateTimeField()


class RequestLogView(ResourceView):
    tag = "me"

    @operation(
        "list_requests",
        Right.READ,
        summary="Requests of your own keys and of the organization's, newest first",
        about="A request stands here some seconds after it was answered.",
        answer=CallShape,
        listed=True,
        parameters=(
            *PAGING,
            ids("key", "Only requests with these keys."),
            yes_or_no("is_refused", "Only what was refused or failed (a status from 400), or only the rest."),
        ),
    )
    def get(self, request: Any) -> HttpResponse:
        rows = calls_seen(
            self.actor,
            limit=self.query["limit"] + 1,
            after=self.after(),
            keys=self.query["key"],
            failed=self.query["is_refused"],
        )
        return self.page(rows, key=lambda row: [row.at.isoformat(), str(row.id)], shape=_shape)


def _shape(row: CallSeen) -> dict[str, Any]:
    return {
        "id": row.id,
        "object": "request",
        "key": row.credential_id,
        "request_id": row.request_id,
        "method": row.method,
        "path": row.path,
        "status": row.status,
        "milliseconds": row.milliseconds,
        "created_at": row.at,
    }
