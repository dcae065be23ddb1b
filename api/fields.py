"""Fields of bodies that take what is written and nothing near it: DRF's own turn 0 into "0" and 1 into an id."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.names import WISH_ID, WISH_SOURCE, Called, called, plain_external_id, plain_source
from api.parameters import plain_date, plain_time, plain_uuid


class Strict(serializers.Serializer[Any]):
    """A body with exactly these fields: an unknown one is refused by name."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = sorted(set(data) - set(self.fields)) if isinstance(data, dict) else []
        if unknown:
            wrong = serializers.ErrorDetail(str(_("There is no such field here.")), code="unknown_field")
            raise serializers.ValidationError({name: [wrong] for name in unknown})
        return super().to_internal_value(data)


class Text(serializers.CharField):
    """Text alone: no number, no boolean; blanks at the ends are cut."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Choice(serializers.ChoiceField):
    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid_choice", input=data)
        return super().to_internal_value(data)


class Written(serializers.Field[Any, Any, Any, Any]):
    """A value that is written as text in one form."""

    def to_internal_value(self, data: Any) -> Any:
        try:
            return self.read(data) if isinstance(data, str) else self.fail("invalid")
        except ValueError:
            self.fail("invalid")

    def to_representation(self, value: Any) -> Any:
        return value

    def read(self, text: str) -> Any:
        raise NotImplementedError


@extend_schema_field({"type": "string", "format": "uuid"})
class Id(Written):
    default_error_messages = {"invalid": _("Give an id as the API writes it.")}

    def read(self, text: str) -> UUID:
        return plain_uuid(text)


@extend_schema_field({"type": "string", "format": "date"})
class Day(Written):
    default_error_messages = {"invalid": _("Write the date as 2026-11-23.")}

    def read(self, text: str) -> date:
        return plain_date(text)


@extend_schema_field({"type": "string", "format": "date-time"})
class Moment(Written):
    default_error_messages = {"invalid": _("Write the time as 2026-11-23T09:00:00Z.")}

    def read(self, text: str) -> datetime:
        return plain_time(text)


@extend_schema_field({"type": "string", "pattern": r"^\d+(\.\d+)?$", "example": "7.50"})
class Hours(Written):
    """Hours as text, with so many digits at most: a JSON number is a float on many machines."""

    default_error_messages = {
        "invalid": _('Write hours as text, with a point and few decimals, such as "7.50".')
    }

    def __init__(self, *, whole: int = 7, decimals: int = 2, **rest: Any) -> None:
        super().__init__(**rest)
        self.pattern = re.compile(rf"\d{{1,{whole}}}(\.\d{{1,{decimals}}})?", re.ASCII)

    def read(self, text: str) -> Decimal:
        if not self.pattern.fullmatch(text):
            raise ValueError(text)
        return Decimal(text)


@extend_schema_field({"type": "integer", "minimum": 0})
class Whole(serializers.IntegerField):
    """A whole number from 0 on: no text, no boolean, no decimals."""

    def __init__(self, *, min_value: int = 0, **rest: Any) -> None:
        super().__init__(min_value=min_value, **rest)

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return super().to_internal_value(data)


@extend_schema_field({"type": "object", "additionalProperties": True})
class Tree(serializers.Field[Any, Any, Any, Any]):
    """A JSON object; what may stand in it is said elsewhere."""

    default_error_messages = {"invalid": _("Give a JSON object.")}

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            self.fail("invalid")
        return data

    def to_representation(self, value: Any) -> Any:
        return value


@extend_schema_field({"type": "string", "pattern": r"^-?\d+(\.\d+)?$", "example": "12.5"})
class Number(Written):
    """A number as text, with at most four decimals; it may be below zero."""

    default_error_messages = {"invalid": _('Write numbers as text with a decimal point, such as "7.50".')}
    pattern = re.compile(r"-?\d{1,12}(\.\d{1,4})?", re.ASCII)

    def read(self, text: str) -> Decimal:
        if not self.pattern.fullmatch(text):
            raise ValueError(text)
        return Decimal(text)


class YesNo(serializers.BooleanField):
    """true or false: no text, no number."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


@extend_schema_field({"type": "string", "example": "crm"})
class Source(Written):
    """The name of a system outside, as its organization writes it."""

    default_error_messages = {"invalid": WISH_SOURCE}

    def read(self, text: str) -> str:
        return plain_source(text)


@extend_schema_field({"type": "string", "maxLength": 200, "example": "0015g00000XyZ"})
class ExternalId(Written):
    """What a record is called there; capitals count."""

    default_error_messages = {"invalid": WISH_ID}

    def read(self, text: str) -> str:
        return plain_external_id(text)


REF_SCHEMA = {
    "oneOf": [
        {"type": "string", "format": "uuid"},
        {
            "type": "object",
            "properties": {"source": {"type": "string"}, "external_id": {"type": "string"}},
            "required": ["source", "external_id"],
            "additionalProperties": False,
        },
    ]
}


@extend_schema_field(REF_SCHEMA)
class Ref(serializers.Field[Any, Any, Any, Any]):
    """A record by its id, or by what one of the own organization's systems calls it."""

    default_error_messages = {
        "invalid": _("Give an id as the API writes it, or an object with source and external_id.")
    }

    def to_internal_value(self, data: Any) -> UUID | Called:
        try:
            return called(data)
        except ValueError:
            self.fail("invalid")

    def to_representation(self, value: Any) -> Any:
        return value
