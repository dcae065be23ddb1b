"""`/agreement-kinds`: what can be agreed here, and the fields of its values."""

from typing import Any

from django.http import HttpResponse
from rest_framework import serializers

from accounts.access import Right
from api.operation import operation
from api.shapes import Shape
from api.view import ResourceView
from projects.agreement.fields import Field, Type
from projects.agreement.kinds import known_kinds


class KindFieldShape(Shape):
    """One field. `fields` are those of a group, or of each row of a list; a row has an `id` of its own too."""

    name = serializers.CharField()
    label = serializers.CharField(help_text="In the caller's language.")  # type: ignore[assignment]
    type = serializers.ChoiceField([one.value for one in Type])
    choices = serializers.ListField(child=serializers.CharField())
    fields = serializers.ListField(child=serializers.DictField())  # type: ignore[assignment]


class AgreementKindShape(Shape):
    object = serializers.CharField()
    name = serializers.CharField()
    label = serializers.CharField(help_text="In the caller's language.")  # type: ignore[assignment]
    values = KindFieldShape(many=True)


class AgreementKindsShape(Shape):
    data = AgreementKindShape(many=True)  # type: ignore[assignment]


class AgreementKindsView(ResourceView):
    tag = "agreements"

    @operation(
        "list_agreement_kinds",
        Right.READ,
        summary="What can be agreed, and of which values it is made",
        answer=AgreementKindsShape,
    )
    def get(self, request: Any) -> HttpResponse:
        return self.one({"data": [shape(kind) for kind in known_kinds()]})


def shape(kind: Any) -> dict[str, Any]:
    return {
        "object": "agreement_kind",
        "name": kind.name,
        "label": kind.label,
        "values": [_field(one) for one in kind.fields],
    }


def _field(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "label": field.label,
        "type": field.type.value,
        "choices": list(field.choices),
        "fields": [_field(one) for one in field.fields],
    }
