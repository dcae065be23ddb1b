"""`/signers` and `/signing-rule`: who signs for one's own organization, up to what amount, and when two people do."""

import re
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.access import Right
from accounts.models import Membership, Role
from accounts.queries import own_organization
from accounts.rows import own_row
from api.fields import Number, Strict
from api.operation import operation
from api.parameters import PAGING
from api.shapes import Record, Shape, decimal
from api.v1.slices import newest_first
from api.view import ResourceView
from partnership.kit.errors import NotThere
from projects.agreement.actions.mandates import clear_limit, clear_two_above, set_limit, set_two_above
from projects.agreement.queries.signers import SignerSeen, signers_of_organization, two_above

AMOUNT = "In the currency of your organization, excl. VAT; null: any amount."
TWO = "Two people sign above this amount, from the next proposal on; null: one person always does."


@extend_schema_field({"type": "string", "pattern": r"^\d+(\.\d+)?$", "example": "50000.00"})
class Amount(Number):
    """An amount as text, with at most two decimals."""

    pattern = re.compile(r"\d{1,12}(\.\d{1,2})?", re.ASCII)


class SignerShape(Record):
    """A person of your organization whose role signs; the id is the member's. Partners never see this."""

    person = serializers.UUIDField()
    name = serializers.CharField()
    role = serializers.ChoiceField(Role.values)
    limit = decimal(2, allow_null=True, about=AMOUNT)
    currency = serializers.CharField(help_text="ISO 4217.")


class SignerChange(Strict):
    limit = Amount(allow_null=True, help_text=AMOUNT)


class SigningRuleShape(Shape):
    """When two people of your organization sign. Partners see only how many signatures are needed."""

    object = serializers.CharField()
    two_above = decimal(2, allow_null=True, about=TWO)
    currency = serializers.CharField(help_text="ISO 4217.")


class NewSigningRule(Strict):
    two_above = Amount(allow_null=True, help_text=TWO)


class Signers(ResourceView):
    tag = "organizations"

    def shape(self, one: SignerSeen) -> dict[str, Any]:
        return {
            "id": one.id,
            "object": "signer",
            "person": one.user_id,
            "name": one.name,
            "role": one.role,
            "limit": one.limit,
            "currency": self.currency,
        }

    @cached_property
    def currency(self) -> str:
        return str(own_organization(self.actor).currency)

    def answer_one(self, member: UUID) -> HttpResponse:
        """Answer one signer as it stands now; raise NotThere for who signs nothing here."""
        found = next((one for one in signers_of_organization(self.actor) if one.id == member), None)
        if found is None:
            raise NotThere
        return self.one(self.shape(found))


class SignersView(Signers):
    @operation(
        "list_signers",
        Right.READ,
        summary="Who signs for your organization, and up to what amount",
        answer=SignerShape,
        listed=True,
        parameters=PAGING,
    )
    def get(self, request: Any) -> HttpResponse:
        rows = signers_of_organization(self.actor)
        return self.page(
            newest_first(rows, self.after(), self.query["limit"]),
            key=lambda row: [str(row.id)],
            shape=self.shape,
        )


class SignerView(Signers):
    @operation("get_signer", Right.READ, summary="One person who signs", answer=SignerShape)
    def get(self, request: Any, member: UUID) -> HttpResponse:
        return self.answer_one(member)

    @operation(
        "limit_signer",
        Right.MANAGE_ORGANIZATION,
        summary="Say up to what amount a person signs, or that there is no limit",
        about="It counts from the next signature on. Nobody lifts a limit of their own; an owner's is an owner's to change.",
        answer=SignerShape,
        body=SignerChange,
    )
    def patch(self, request: Any, member: UUID) -> HttpResponse:
        row, limit = own_row(self.actor, Membership, member), self.body()["limit"]
        if limit is None:
            clear_limit(self.actor, membership=row, now=self.now)
        else:
            set_limit(self.actor, membership=row, amount=limit, now=self.now)
        return self.answer_one(member)


class SigningRuleView(ResourceView):
    tag = "organizations"

    @operation("get_signing_rule", Right.READ, summary="When two people sign", answer=SigningRuleShape)
    def get(self, request: Any) -> HttpResponse:
        return self.one(self._record())

    @operation(
        "set_signing_rule",
        Right.MANAGE_ORGANIZATION,
        summary="Say above what amount two people sign for your organization, or that one always does",
        answer=SigningRuleShape,
        body=NewSigningRule,
    )
    def put(self, request: Any) -> HttpResponse:
        amount, own = self.body()["two_above"], own_organization(self.actor)
        if amount is None:
            clear_two_above(self.actor, organization=own, now=self.now)
        else:
            set_two_above(self.actor, organization=own, amount=amount, now=self.now)
        return self.one(self._record())

    def _record(self) -> dict[str, Any]:
        return {
            "object": "signing_rule",
            "two_above": two_above(self.actor),
            "currency": own_organization(self.actor).currency,
        }
