"""`/partnerships`: with the parties, in their fixed order."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers

from accounts.access import Right
from accounts.models import Partnership
from accounts.queries import PartnershipSeen, partnership_seen, partnerships_seen
from api.operation import operation
from api.parameters import PAGING, UPDATED, choices
from api.shapes import Record, Versioned
from api.v1.slices import changed_within, newest_first
from api.view import ResourceView

STATUS = choices("status", Partnership.Status.values, "Only partnerships with one of these states.")


class PartyShape(Record):
    """An organization in a partnership."""

    organization = serializers.UUIDField()
    name = serializers.CharField()
    position = serializers.IntegerField(help_text="1, 2, …: alphabetical from the start, and fixed.")
    is_own = serializers.BooleanField()


class PartnershipShape(Versioned):
    title = serializers.CharField(help_text="The names of all parties.")
    status = serializers.ChoiceField(Partnership.Status.values)
    currency = serializers.CharField(help_text="ISO 4217.")
    started_on = serializers.DateField()
    ends_on = serializers.DateField(
        allow_null=True, help_text="The day that all parties have signed for it to end; null while none is."
    )
    parties = PartyShape(many=True)


class PartnershipsView(ResourceView):
    tag = "partnerships"

    @operation(
        "list_partnerships",
        Right.READ,
        summary="Your organization's partnerships, newest first",
        answer=PartnershipShape,
        listed=True,
        parameters=(*PAGING, *UPDATED, STATUS),
    )
    def get(self, request: Any) -> HttpResponse:
        wanted = self.query["status"]
        rows = [
            row
            for row in partnerships_seen(self.actor)
            if changed_within(row, self.query) and (not wanted or row.status in wanted)
        ]
        return self.page(
            newest_first(rows, self.after(), self.query["limit"]), key=lambda row: [str(row.id)], shape=shape
        )


class PartnershipView(ResourceView):
    tag = "partnerships"

    @operation(
        "get_partnership",
        Right.READ,
        summary="One partnership",
        answer=PartnershipShape,
        conditional=True,
    )
    def get(self, request: Any, partnership: UUID) -> HttpResponse:
        found = partnership_seen(self.actor, partnership)
        return self.one(shape(found), version=found.version)


def shape(row: PartnershipSeen) -> dict[str, Any]:
    return {
        "id": row.id,
        "object": "partnership",
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "version": row.version,
        "title": row.title,
        "status": row.status,
        "currency": row.currency,
        "started_on": row.started_on,
        "ends_on": row.ends_on,
        "parties": [
            {
                "id": party.id,
                "object": "party",
                "organization": party.organization_id,
                "name": party.name,
                "position": party.position,
                "is_own": party.is_own,
            }
            for party in row.parties
        ],
    }
