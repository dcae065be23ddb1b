"""`/partnerships/…/chain`: what every party has signed, link by link, so that each can keep and recompute its own copy."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers

from accounts.access import Right
from api.operation import operation
from api.parameters import PAGING, whole
from api.shapes import Record, Shape
from api.v1.agreement_shapes import AgreementVersionShape
from api.v1.agreement_versions import Versions
from api.v1.lists import ListingView
from api.view import ResourceView
from partnership.kit.errors import NotThere
from projects.agreement.chain import Break
from projects.agreement.queries.chained import chain_seen
from projects.agreement.queries.listed import LINKS
from projects.agreement.queries.seen import version_in_force, version_row


class ChainFaultShape(Shape):
    number = serializers.IntegerField(help_text="The link that does not fit.")
    code = serializers.ChoiceField([one.value for one in Break])


class ChainShape(Record):
    """The chain of a partnership, recomputed just now. `number` and `hash` are its end."""

    number = serializers.IntegerField(help_text="0 before the first link.")
    hash = serializers.CharField()
    verified = serializers.BooleanField()
    faults = ChainFaultShape(many=True)


class ChainLinkShape(Record):
    """`hash` is the SHA-256 of `previous_hash`, a line break (U+000A) and `content`, as UTF-8, in hexadecimal."""

    partnership = serializers.UUIDField()
    number = serializers.IntegerField(help_text="1, 2, …")
    hash = serializers.CharField()
    previous_hash = serializers.CharField(help_text="Empty in the first link.")
    content = serializers.CharField(help_text="Canonical JSON (RFC 8785) as text: hash it as it is.")
    made_at = serializers.DateTimeField()
    agreement = serializers.UUIDField()
    kind = serializers.CharField()
    version_number = serializers.IntegerField()


class ChainView(ResourceView):
    tag = "agreements"

    @operation(
        "get_chain",
        Right.READ,
        summary="Recompute the chain of what was signed, and say what does not fit",
        answer=ChainShape,
    )
    def get(self, request: Any, partnership: UUID) -> HttpResponse:
        found = chain_seen(partnership)
        return self.one(
            {
                "id": partnership,
                "object": "chain",
                "number": found.number,
                "hash": found.hash,
                "verified": found.is_unbroken,
                "faults": [{"number": one.number, "code": one.what.value} for one in found.faults],
            }
        )


class ChainLinksView(ListingView):
    tag, listing, one_name = "agreements", LINKS, ""

    @operation(
        "list_chain_links",
        Right.READ,
        summary="The links of the chain, newest first",
        about="Keep them, and ask with `above` for those that came since.",
        answer=ChainLinkShape,
        listed=True,
        parameters=(*PAGING, whole("above", "Only links with a higher number than this.")),
    )
    def get(self, request: Any, partnership: UUID) -> HttpResponse:
        return self.answer_list(partnership)


class CharterView(Versions):
    @operation(
        "get_charter",
        Right.READ,
        summary="The charter that is in force",
        answer=AgreementVersionShape,
        conditional=True,
    )
    def get(self, request: Any, partnership: UUID) -> HttpResponse:
        found = version_in_force(partnership, "charter", partnership)
        if found is None:
            raise NotThere
        return self.answer_version(version_row(partnership, found.id))
