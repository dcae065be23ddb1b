"""`/next-steps`: what waits for whom the key acts as, the same list as on the home, in the portfolio and in the letter."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from rest_framework import serializers

from accounts.access import BOOK, Right, rights_of
from accounts.actor import Actor
from accounts.queries import partnerships_seen
from api.operation import operation
from api.parameters import PAGING, ids
from api.shapes import Shape
from api.view import ResourceView
from projects.activity.waiting import Waiting, turn_of, waiting_for

ABOUT = (
    "What others wait for comes first: signatures, then check-ins, then what has waited longest. A personal key is told what"
    " waits for its maker, also what its own scopes don't let it do; an organization's key what waits for nobody in person."
    " Of the open book it takes the scope `book:write`. Nothing waits in a partnership that has ended."
)


class NextStepShape(Shape):
    """Something that the caller can do now. It has no id: it is gone when it is done."""

    object = serializers.CharField()
    partnership = serializers.UUIDField()
    kind = serializers.CharField(
        help_text="Such as agreement.unsigned or goals.check_in; there may be more of them."
    )
    title = serializers.CharField(help_text="What it is about, in the caller's language.")
    text = serializers.CharField(help_text="Why, in a line, in the caller's language.")
    action = serializers.CharField(help_text="What to do, in the caller's language.")
    href = serializers.CharField(help_text="The page of the portal on which it is done.")
    since = serializers.DateField(allow_null=True, help_text="Since when it waits, where that is known.")


class NextStepsView(ResourceView):
    tag = "health"

    @operation(
        "list_next_steps",
        Right.READ,
        summary="What waits for you, in all partnerships or in some",
        about=ABOUT,
        answer=NextStepShape,
        listed=True,
        parameters=(*PAGING, ids("partnership", "Only in these partnerships.")),
    )
    def get(self, request: Any) -> HttpResponse:
        wanted, after = self.query["partnership"], self.after()
        seen = [one for one in partnerships_seen(self.actor) if not wanted or one.id in wanted]
        found = waiting_for(_maker(self.actor), seen)
        steps = [one for one in found if after is None or turn_of(one) > _turn(after)]
        return self.page(steps[: self.query["limit"] + 1], key=_key, shape=shape)


def _maker(actor: Actor) -> Actor:
    """What waits for a person is told whether or not the key's scopes let it be done; of the book only what they let it see."""
    return replace(actor, rights=rights_of(actor.role) - (BOOK - actor.rights))


def shape(one: Waiting) -> dict[str, Any]:
    return {
        "object": "next_step",
        "partnership": one.partnership_id,
        "kind": one.kind,
        "title": str(one.title),
        "text": str(one.text),
        "action": str(one.action),
        "href": settings.PORTAL_URL + one.url,
        "since": one.since,
    }


def _key(one: Waiting) -> list[Any]:
    turn, since, title, url = turn_of(one)
    return [turn, since.isoformat(), title, url]


def _turn(after: list[Any]) -> tuple[int, date, str, str]:
    turn, since, title, url = after
    return turn, date.fromisoformat(since), title, url
