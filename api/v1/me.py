"""`/me`: the connection test. Who am I, for whom, with which scopes and limits?"""

from typing import Any

from django.http import HttpResponse
from rest_framework import serializers

from accounts.access import Right
from accounts.models import User
from api.limits import policies
from api.operation import ROWS_A_REQUEST, operation
from api.parameters import MOST, plain_time
from api.shapes import Record, Shape
from api.view import ResourceView


class KeyShape(Record):
    """The key that the request came with."""

    name = serializers.CharField()
    kind = serializers.ChoiceField(["personal", "organization"])
    scopes = serializers.ListField(child=serializers.CharField())
    expires_at = serializers.DateTimeField(allow_null=True)
    addresses = serializers.ListField(
        child=serializers.CharField(),
        help_text="The only addresses and ranges it is let in from; empty: all.",
    )
    partnership = serializers.UUIDField(
        allow_null=True, help_text="The only partnership it reaches; null: all of the organization's."
    )


class PersonShape(Record):
    """The person that a personal key acts as."""

    name = serializers.CharField()
    email = serializers.EmailField()
    language = serializers.ChoiceField(["sv", "en"])
    time_zone = serializers.CharField()


class OwnOrganizationShape(Record):
    name = serializers.CharField()


class OwnPartyShape(Record):
    """Which party the organization is in one of its partnerships."""

    partnership = serializers.UUIDField()


class RequestsShape(Shape):
    """A bucket of requests, full again in so many seconds after it was emptied."""

    requests = serializers.IntegerField()
    seconds = serializers.IntegerField()


class LimitsShape(Shape):
    page = serializers.IntegerField(help_text="The most records on a page.")
    key = RequestsShape(help_text="What this key may ask.")
    organization = RequestsShape(help_text="What all keys of your organization may ask together.")
    rows_a_request = serializers.IntegerField(help_text="How many rows of a batch count as one request.")


class MeShape(Shape):
    object = serializers.CharField()
    key = KeyShape()
    person = PersonShape(allow_null=True)
    organization = OwnOrganizationShape()
    role = serializers.CharField()
    rights = serializers.ListField(child=serializers.CharField())
    parties = OwnPartyShape(many=True)
    limits = LimitsShape()


class MeView(ResourceView):
    tag = "me"

    @operation("get_me", Right.READ, summary="Who the key lets in, with which scopes", answer=MeShape)
    def get(self, request: Any) -> HttpResponse:
        actor, facts = self.actor, self.facts
        return self.one(
            {
                "object": "me",
                "key": {
                    "id": actor.key_id,
                    "object": "api_key",
                    "name": facts["label"],
                    "kind": facts["kind"],
                    "scopes": facts["scopes"],
                    "expires_at": _utc(facts["expires_at"]),
                    "addresses": facts["addresses"],
                    "partnership": facts["only_partnership"],
                },
                "person": _person(actor.person_id),
                "organization": {
                    "id": actor.organization_id,
                    "object": "organization",
                    "name": actor.organization_name,
                },
                "role": actor.role,
                "rights": sorted(actor.rights),
                "parties": [
                    {"id": party, "object": "party", "partnership": partnership}
                    for partnership, party in sorted(actor.parties.items())
                ],
                "limits": _limits(),
            }
        )


def _limits() -> dict[str, Any]:
    buckets = {one.name: {"requests": one.quota, "seconds": one.seconds} for one in policies()}
    return {"page": MOST, **buckets, "rows_a_request": ROWS_A_REQUEST}


def _person(person_id: Any) -> dict[str, Any] | None:
    found = User.objects.filter(id=person_id).values("id", "name", "email", "language", "time_zone").first()
    return None if found is None else {"object": "person", **found}


def _utc(text: str | None) -> Any:
    """PostgreSQL writes a time in JSON with an offset; the API writes UTC with a Z."""
    return None if text is None else plain_time(text)
