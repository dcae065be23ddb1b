"""`/letters`: which of a person's letters came, which did not, and why. A person's own, so personal keys only."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from rest_framework import serializers

from accounts.access import Right
from api.operation import operation
from api.parameters import PAGING
from api.shapes import Record
from api.v1.letters import OwnLetters
from projects.digests.models import Kind, Letter
from projects.digests.queries import LetterSeen, letters_on_page

ABOUT = (
    "The words of a letter tell of all that its reader takes part in, in every organization, which is more than a key"
    " reaches: read it on its page."
)


class LetterShape(Record):
    """A letter of yours about one week."""

    kind = serializers.ChoiceField(Kind.values)
    week = serializers.CharField(help_text="ISO 8601, such as 2026-W47.")
    status = serializers.ChoiceField(Letter.Status.values)
    reason = serializers.ChoiceField(
        [*Letter.Reason.values, ""], help_text="Why none was sent, where one was skipped."
    )
    sent_at = serializers.DateTimeField(allow_null=True, help_text="UTC.")
    href = serializers.CharField(
        allow_null=True, help_text="Where you read it, signed in; null for one that was not sent."
    )


class SentLettersView(OwnLetters):
    @operation(
        "list_letters",
        Right.READ,
        summary="Your letters of the last weeks, newest first",
        about=ABOUT,
        answer=LetterShape,
        listed=True,
        parameters=PAGING,
    )
    def get(self, request: Any) -> HttpResponse:
        self.require_person()
        after = self.after()
        rows = sorted(letters_on_page(self.actor), key=_key, reverse=True)
        rows = [one for one in rows if after is None or _key(one) < after]
        return self.page(rows[: self.query["limit"] + 1], key=_key, shape=shape)


def _key(one: LetterSeen) -> list[str]:
    return [str(one.week), one.kind]


def shape(one: LetterSeen) -> dict[str, Any]:
    return {
        "id": one.id,
        "object": "letter",
        "kind": one.kind,
        "week": str(one.week),
        "status": one.status,
        "reason": one.reason,
        "sent_at": one.sent_at,
        "href": settings.PORTAL_URL + reverse("digests:letter", args=[one.id]) if one.can_be_read else None,
    }
