"""`/partnerships/…/together/replacement`: what beginning anew would cost each party, as far as it is opened."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers

from accounts.access import Right
from accounts.queries import partnership_seen
from api.fields import Number, Strict
from api.operation import operation
from api.shapes import Record, Shape
from api.v1.book_shapes import FigureShape, money_figure
from api.view import ResourceView
from projects.pricing.actions.together import state_replacement
from projects.pricing.capital import AMOUNTS, COMMISSIONER, DELIVERER, SHARES
from projects.pricing.queries.together import own_inputs, replacements, roles_of_sides

NAMES = (*COMMISSIONER, *DELIVERER)
PLACE = "api.together"


def _about(name: str) -> str:
    if name in AMOUNTS:
        return "Money excl. VAT in the partnership's currency."
    if name in SHARES:
        return "Percent, 0 to 100."
    return "Hours." if name.endswith("hours") else "Months."


class ReplacementSideShape(Shape):
    """`cost` is null while it is closed to you."""

    party = serializers.UUIDField()
    cost = FigureShape(allow_null=True, help_text="Money excl. VAT in `currency`.")


class ReplacementInputsShape(Shape):
    """Your own party's inputs; null is not stated."""

    def get_fields(self) -> dict[str, Any]:
        return {name: serializers.CharField(allow_null=True, help_text=_about(name)) for name in NAMES}


class ReplacementShape(Record):
    """What it would cost each party to begin anew with somebody else. Its `id` is the partnership's."""

    partnership = serializers.UUIDField()
    currency = serializers.CharField(help_text="ISO 4217.")
    sides = ReplacementSideShape(many=True)
    inputs = ReplacementInputsShape(allow_null=True, help_text="For those who keep your party's book.")


class NewReplacement(Strict):
    """All inputs that are known: what is left out, or null, is not stated any more."""

    def get_fields(self) -> dict[str, Any]:
        return {name: Number(required=False, allow_null=True, help_text=_about(name)) for name in NAMES}


class ReplacementView(ResourceView):
    tag = "book"

    @operation(
        "get_replacement",
        Right.SEE_BOOK,
        summary="What beginning anew would cost each party",
        about="Every look at what another party has opened is written down for that party.",
        answer=ReplacementShape,
    )
    def get(self, request: Any, partnership: UUID) -> HttpResponse:
        return self._answer_now(partnership)

    @operation(
        "state_replacement",
        Right.KEEP_BOOK,
        summary="State what beginning anew would cost your own party",
        answer=ReplacementShape,
        body=NewReplacement,
    )
    def put(self, request: Any, partnership: UUID) -> HttpResponse:
        inputs = {name: value for name, value in self.body().items() if value is not None}
        seen = partnership_seen(self.actor, partnership)
        state_replacement(self.actor, partnership=seen, inputs=inputs, now=self.now)
        return self._answer_now(partnership)

    def _answer_now(self, partnership: UUID) -> HttpResponse:
        seen = partnership_seen(self.actor, partnership)
        times: dict[str, Any] = {"today": self.today, "now": self.now, "place": PLACE}
        sides = replacements(self.actor, seen, roles_of_sides(seen), **times)
        own = own_inputs(partnership, self.actor.organization_id) if self.actor.may(Right.KEEP_BOOK) else None
        return self.one(
            {
                "id": partnership,
                "object": "replacement",
                "partnership": partnership,
                "currency": seen.currency,
                "sides": [
                    {
                        "party": one.party.id,
                        "cost": money_figure(one.figure, seen.currency) if one.figure else None,
                    }
                    for one in sides
                ],
                "inputs": None
                if own is None
                else {name: f"{own[name]:f}" if name in own else None for name in NAMES},
            }
        )
