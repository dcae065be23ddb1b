"""`/organizations`: one's own, and those that one meets in partnerships."""

from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.access import Right
from accounts.actions.organizations import change_organization
from accounts.forms import CURRENCIES
from accounts.models import Language, Organization
from accounts.queries import organizations_seen
from api.etags import require_match
from api.fields import Choice, Strict, Text
from api.links import names_of
from api.names import EXTERNAL
from api.operation import operation
from api.parameters import PAGING, UPDATED
from api.shapes import Named
from api.v1.lists import require_source
from api.v1.slices import called_so, changed_within, newest_first
from api.view import ResourceView
from partnership.kit.errors import NotThere


class OrganizationShape(Named):
    """Of a partner only the name is shown; the settings are null."""

    name = serializers.CharField()
    is_own = serializers.BooleanField()
    language = serializers.ChoiceField(["sv", "en"], allow_null=True)
    time_zone = serializers.CharField(allow_null=True)
    currency = serializers.CharField(allow_null=True, help_text="ISO 4217.")


@extend_schema_field({"type": "string", "example": "Europe/Stockholm"})
class Zone(Choice):
    """An IANA time zone; too many for the description to list."""


KIND = "organization"
CHANGEABLE = ("name", "language", "time_zone", "currency")


class OrganizationChange(Strict):
    """What is left out stays as it is."""

    name = Text(max_length=120)
    language = Choice(Language.values)
    time_zone = Zone(sorted(available_timezones()))
    currency = Choice(CURRENCIES)


class OrganizationsView(ResourceView):
    tag = "organizations"

    @operation(
        "list_organizations",
        Right.READ,
        summary="Your organization and its partners, newest first",
        answer=OrganizationShape,
        listed=True,
        parameters=(*PAGING, *UPDATED, *EXTERNAL),
    )
    def get(self, request: Any) -> HttpResponse:
        require_source(self.query)
        found, own = organizations_seen(self.actor), self.actor.organization_id
        names = names_of(self.actor, KIND, [row.id for row in found])
        rows = [
            row
            for row in found
            if changed_within(row, self.query) and called_so(names.get(row.id), self.query)
        ]
        return self.page(
            newest_first(rows, self.after(), self.query["limit"]),
            key=lambda row: [str(row.id)],
            shape=lambda row: shape(row, own=own, names=names.get(row.id, [])),
        )


class OneOrganization(ResourceView):
    tag = "organizations"

    def row(self, organization: UUID) -> Organization:
        """Return one of the organizations that are seen; raise NotThere."""
        found = [row for row in organizations_seen(self.actor) if row.id == organization]
        if not found:
            raise NotThere
        return found[0]

    def seen(self, organization: UUID) -> dict[str, Any]:
        """Return an organization as it is answered; raise NotThere."""
        row, names = self.row(organization), names_of(self.actor, KIND, [organization])
        return shape(row, own=self.actor.organization_id, names=names.get(organization, []))

    def answer_one(self, organization: UUID, *, status: int = 200) -> HttpResponse:
        """Answer it as it stands now."""
        found = self.seen(organization)
        return self.one(found, version=found["version"], status=status)


class OrganizationView(OneOrganization):
    @operation(
        "get_organization",
        Right.READ,
        summary="One organization",
        answer=OrganizationShape,
        conditional=True,
    )
    def get(self, request: Any, organization: UUID) -> HttpResponse:
        return self.answer_one(organization)

    @operation(
        "change_organization",
        Right.MANAGE_ORGANIZATION,
        summary="Change your own organization",
        answer=OrganizationShape,
        body=OrganizationChange,
        if_match="possible",
    )
    def patch(self, request: Any, organization: UUID) -> HttpResponse:
        row = self.row(organization)
        require_match(request, row.version, needed=False)
        body = {name: getattr(row, name) for name in CHANGEABLE} | self.body(partial=True)
        change_organization(self.actor, organization=row, version=row.version, now=self.now, **body)
        return self.answer_one(organization)


def shape(row: Organization, *, own: UUID | None, names: list[dict[str, str]]) -> dict[str, Any]:
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
        "external_ids": names,
    }
