"""`/organizations`: one's own, and those that one meets in partnerships."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers

from accounts.access import Right
from accounts.models import Organization
from accounts.queries import organizations_seen
from api.operation import operation
from api.parameters import PAGING, UPDATED
from api.shapes import Versioned
from api.v1.slices import changed_within, newest_first
from api.view import ResourceView
from partnership.kit.errors import NotThere


class OrganizationShape(Versioned):
    """Of a partner only the name is shown; the settings are null."""

    name = serializers.CharField()
    is_own = serializers.BooleanField()
    language = serializers.ChoiceField(["sv", "en"], allow_null=True)
    time_zone = serializers.CharField(allow_null=True)
    currency = serializers.CharField(allow_null=True, help_text="ISO 4217.")


class OrganizationsView(ResourceView):
    tag = "organizations"

    @operation(
        "list_organizations",
        Right.READ,
        summary="Your organization and its partners, newest first",
        answer=OrganizationShape,
        listed=True,
        parameters=(*PAGING, *UPDATED),
    )
    def get(self, request: Any) -> HttpResponse:
        rows = [row for row in organizations_seen(self.actor) if changed_within(row, self.query)]
        return self.page(
            newest_first(rows, self.after(), self.query["limit"]),
            key=lambda row: [str(row.id)],
            shape=self.shape,
        )

    def shape(self, row: Organization) -> dict[str, Any]:
        return shape(row, own=self.actor.organization_id)


class OrganizationView(ResourceView):
    tag = "organizations"

    @operation(
        "get_organization",
        Right.READ,
        summary="One organization",
        answer=OrganizationShape,
        conditional=True,
    )
    def get(self, request: Any, organization: UUID) -> HttpResponse:
        found = [row for row in organizations_seen(self.actor) if row.id == organization]
        if not found:
            raise NotThere
        return self.one(shape(found[0], own=self.actor.organization_id), version=found[0].version)


def shape(row: Organization, *, own: UUID | None) -> dict[str, Any]:
    is_own = row.id == own
    return {
        "id": row.id,
        "object": "organization",
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "version": row.version,
        "name": row.name,
        "is_own": is_own,
        "language": row.language if is_own else None,
        "time_zone": row.time_zone if is_own else None,
        "currency": row.currency if is_own else None,
    }
