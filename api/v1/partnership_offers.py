"""`/partnership-offers`: asking another organization to be partners. Its answer comes from the person who got the letter."""

from typing import Any
from uuid import UUID

from django.core.validators import EmailValidator
from django.http import HttpResponse
from django.urls import reverse
from rest_framework import serializers

from accounts.access import Right
from accounts.actions import offer_partnership, withdraw_offer
from accounts.models import Language, PartnershipOffer
from accounts.offers import offers_made
from accounts.queries import own_organization
from accounts.rows import own_row
from api.fields import Choice, Strict, Text
from api.operation import operation
from api.parameters import PAGING, choices
from api.shapes import Deleted, Record
from api.v1.slices import newest_first
from api.view import ResourceView

ABOUT = (
    "A letter with a link goes to the address; whoever answers does so for an organization of their own. The offer holds"
    " for 30 days. Again for the same address sends it anew. When it is accepted, `partnership` says what became of it."
)


class PartnershipOfferShape(Record):
    """Your organization's question to another one. The link is in the letter alone."""

    created_at = serializers.DateTimeField(help_text="UTC.")
    expires_at = serializers.DateTimeField(help_text="The last moment at which it can be answered; UTC.")
    email = serializers.EmailField()
    language = serializers.ChoiceField(Language.values, help_text="Of the letter.")
    word = serializers.CharField(help_text="Your word with it.")
    status = serializers.ChoiceField(PartnershipOffer.Status.values)
    answer = serializers.CharField(help_text="The other side's word, where it said no with one.")
    answered_at = serializers.DateTimeField(allow_null=True, help_text="UTC.")
    partnership = serializers.UUIDField(allow_null=True, help_text="What became of an accepted offer.")


class NewPartnershipOffer(Strict):
    email = Text(max_length=254, validators=[EmailValidator()])
    language = Choice(Language.values, required=False, help_text="Your organization's, if left out.")
    word = Text(required=False, allow_blank=True, max_length=2000, help_text="A word with it, in the letter.")


class PartnershipOffersView(ResourceView):
    tag = "partnerships"

    @operation(
        "list_partnership_offers",
        Right.BEGIN_PARTNERSHIP,
        summary="Your organization's offers of partnership, newest first",
        answer=PartnershipOfferShape,
        listed=True,
        parameters=(
            *PAGING,
            choices("status", PartnershipOffer.Status.values, "Only offers with one of these states."),
        ),
    )
    def get(self, request: Any) -> HttpResponse:
        wanted = self.query["status"]
        rows = [row for row in offers_made(self.actor) if not wanted or row.status in wanted]
        return self.page(
            newest_first(rows, self.after(), self.query["limit"]),
            key=lambda row: [str(row.id)],
            shape=offer_shape,
        )

    @operation(
        "offer_partnership",
        Right.BEGIN_PARTNERSHIP,
        summary="Ask another organization to be partners, by the address of somebody there",
        about=ABOUT,
        answer=PartnershipOfferShape,
        body=NewPartnershipOffer,
        status=201,
    )
    def post(self, request: Any) -> HttpResponse:
        body = {"language": own_organization(self.actor).language, "word": "", **self.body()}
        row = offer_partnership(self.actor, now=self.now, **body)
        answer = self.one(offer_shape(row), status=201)
        answer.headers["Location"] = reverse("api:partnership_offer", args=[row.id])
        return answer


class PartnershipOfferView(ResourceView):
    tag = "partnerships"

    @operation(
        "get_partnership_offer",
        Right.BEGIN_PARTNERSHIP,
        summary="One offer of your organization's",
        answer=PartnershipOfferShape,
    )
    def get(self, request: Any, offer: UUID) -> HttpResponse:
        return self.one(offer_shape(own_row(self.actor, PartnershipOffer, offer)))

    @operation(
        "withdraw_partnership_offer",
        Right.BEGIN_PARTNERSHIP,
        summary="Take an offer back while it waits; its link opens nothing any more",
        answer=Deleted,
    )
    def delete(self, request: Any, offer: UUID) -> HttpResponse:
        withdraw_offer(self.actor, offer=own_row(self.actor, PartnershipOffer, offer), now=self.now)
        return self.deleted(offer, "partnership_offer")


def offer_shape(row: PartnershipOffer) -> dict[str, Any]:
    return {
        "id": row.id,
        "object": "partnership_offer",
        "created_at": row.created_at,
        "expires_at": row.expires_at,
        "email": row.email,
        "language": row.language,
        "word": row.word,
        "status": row.status,
        "answer": row.answer,
        "answered_at": row.answered_at,
        "partnership": row.became_id,
    }
