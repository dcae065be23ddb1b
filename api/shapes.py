"""Small shapes that several resources share, for the schema. What the API answers is built by hand, thinly."""

from typing import Any

from rest_framework import serializers


class Shape(serializers.Serializer[Any]):
    """Only describes an answer; a test holds the answers to it."""


def decimal(places: int, *, allow_null: bool = False, about: str = "") -> serializers.DecimalField:
    """Return the shape of a decimal number, written as text."""
    return serializers.DecimalField(
        max_digits=12, decimal_places=places, allow_null=allow_null, help_text=about or None
    )


class Record(Shape):
    """What every record has."""

    id = serializers.UUIDField()
    object = serializers.CharField()


class Versioned(Record):
    """A record that changes: `version` is also its ETag."""

    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    version = serializers.IntegerField()


class Deleted(Record):
    """What is left of a deleted record."""

    deleted = serializers.BooleanField()


class ExternalIdShape(Shape):
    """What one of your organization's own systems calls a record; no partner ever sees it."""

    source = serializers.CharField(help_text="The system.")  # type: ignore[assignment]
    external_id = serializers.CharField(help_text="Its id there; capitals count.")


class Named(Versioned):
    """A record that your organization's systems may have names for."""

    external_ids = ExternalIdShape(many=True, help_text="Your own organization's; empty without any.")
