"""`/partnerships`: with the parties, in their fixed order."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers

from accounts.access import Right
from accounts.models import Partnership
from accounts.queries import PartnershipSeen, partnership_seen, partnerships_seen
from api.links import names_of
from api.names import EXTERNAL
from api.operation import operation
from api.parameters import PAGING, UPDATED, choices
from api.shapes import Named, Record
from api.v1.lists import require_source
from api.v1.slices import called_so, changed_within, newest_first
from api.view import ResourceView

KIND = "partnership"
STATUS = choices("status", Partnership.Status.values, "Only partnerships with one of these states.")


class PartyShape(Record):
    """An organization in a partnership."""

    organization = serializers.UUIDField()
    name = serializers.CharField()
    position = serializers.IntegerField(help_text="1, 2, …: alphabetical from the start, and fixed.")
    is_own = serializers.BooleanField()


class PartnershipShape(Named):
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
        parameters=(*PAGING, *UPDATED, *EXTERNAL, STATUS),
    )
    def get(self, request: Any) -> HttpResponse:
        require_source(self.query)
        wanted, found = self.query["status"], partnerships_seen(self.actor)
        names = names_of(self.actor, KIND, [row.id for row in found])
        rows = [
            row
            for row in found
            if changed_within(row, self.query)
            and (not wanted or row.status in wanted)
            and called_so(names.get(row.id), self.query)
        ]
        return self.page(
            newest_first(rows, self.after(), self.query["limit"]),
            key=lambda row: [str(row.id)],
            shape=lambda row: shape(row, names.get(row.id, [])),
        )


class OnePartnership(ResourceView):
    tag = "partnerships"

    def seen(self, partnership: UUID) -> dict[str, Any]:
        """Return a partnership as it is answered; raise NotThere."""
        names = names_of(self.actor, KIND, [partnership])
        return shape(partnership_seen(self.actor, partnership), names.get(partnership, []))

    def answer_one(self, partnership: UUID, *, status: int = 200) -> HttpResponse:
        """Answer it as it stands now."""
        found = self.seen(partnership)
        return self.one(found, version=found["version"], status=status)


class PartnershipView(OnePartnership):
    @operation(
        "get_partnership",
        Right.READ,
        summary="One partnership",
        answer=PartnershipShape,
        conditional=True,
    )
    def get(self, request: Any, partnership: UUID) -> HttpResponse:
        return self.answer_one(partnership)


def shape(row: PartnershipSeen, names: list[dict[str, str]]) -> dict[str, Any]:
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
        "external_ids": names,
    }
