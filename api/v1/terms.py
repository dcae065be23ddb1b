"""What records of projects and deliverables say of the terms that every party signs, and the tag that guards them."""

from typing import Any

from django.http import HttpRequest
from rest_framework import serializers

from api.etags import require_match
from api.fields import Hours, Strict, Text
from api.shapes import Shape, decimal
from api.v1.lists import ListingView

IN_FORCE = "In force when every party has signed."


class MoneyShape(Shape):
    """Money without VAT."""

    amount = decimal(2)
    currency = serializers.CharField(help_text="ISO 4217: the partnership's.")


class NewMoney(Strict):
    """Money without VAT, in the partnership's currency."""

    amount = Hours(whole=12)
    currency = Text(min_length=3, max_length=3)


class TermsShape(Shape):
    """The agreement about a project's terms; all null until somebody proposes them."""

    agreement = serializers.UUIDField(allow_null=True)
    open_version = serializers.IntegerField(
        allow_null=True, help_text="The version that waits for signatures, if one does."
    )
    newest_version = serializers.IntegerField(
        allow_null=True, help_text="The newest version that was ever put forward."
    )


class TermsView(ListingView):
    """Its records have a tag of two numbers: their own version, and the newest version of the terms."""

    def version_of(self, row: dict[str, Any]) -> str:
        return tag_of(row)


def tag_of(row: dict[str, Any]) -> str:
    """Return what the ETag says: 7, and 7.2 once the terms have a version 2."""
    newest = newest_of(row)
    return f"{row['version']}.{newest}" if newest else str(row["version"])


def newest_of(row: dict[str, Any]) -> int:
    """Return the number of the newest version of the terms that the record shows, 0 for none."""
    return row["terms"]["newest_version"] or 0


def require_seen(request: HttpRequest, row: dict[str, Any]) -> int:
    """Return the record's version once If-Match has named it and the newest version of its terms."""
    require_match(request, tag_of(row), needed=True)
    return int(row["version"])
