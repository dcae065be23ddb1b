"""`/insight-pages/…/versions`: a page as it was each time it was saved, where it was for the caller to read."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers

from accounts.access import Right
from api.operation import operation
from api.parameters import PAGING
from api.shapes import Shape
from api.v1.insight_pages import Pages
from projects.insight.models import Audience, Topic
from projects.insight.queries.pages import VersionSeen, versions_of


class InsightPageVersionShape(Shape):
    """A page as it was saved once. Versions that were not for the caller to read are left out."""

    object = serializers.CharField()
    number = serializers.IntegerField(help_text="1, 2, …; the newest is how the page stands.")
    topic = serializers.ChoiceField(Topic.values)
    title = serializers.CharField()
    body = serializers.CharField(help_text="Markdown.")
    audience = serializers.ChoiceField(Audience.values)
    purpose = serializers.CharField()
    fresh_until = serializers.DateField(allow_null=True)
    saved_by = serializers.CharField(help_text="The person's name; empty for a program.")
    saved_at = serializers.DateTimeField(help_text="UTC.")


class InsightPageVersionsView(Pages):
    @operation(
        "list_insight_page_versions",
        Right.READ,
        summary="The versions of a page, newest first",
        answer=InsightPageVersionShape,
        listed=True,
        parameters=PAGING,
    )
    def get(self, request: Any, page: UUID) -> HttpResponse:
        after, found = self.after(), versions_of(self.actor, self.row(page))
        rows = [one for one in found if after is None or one.number < after[0]]
        return self.page(rows[: self.query["limit"] + 1], key=lambda one: [one.number], shape=shape)


def shape(one: VersionSeen) -> dict[str, Any]:
    return {
        "object": "insight_page_version",
        "number": one.number,
        "topic": one.topic,
        "title": one.title,
        "body": one.body,
        "audience": one.audience,
        "purpose": one.purpose,
        "fresh_until": one.fresh_until,
        "saved_by": one.person,
        "saved_at": one.saved_at,
    }
