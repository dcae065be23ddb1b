"""The peer of a list: what Django APIs use, a ModelSerializer over a queryset; no authentication, no policies."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.tenancy import Context, held
from projects.work.models import WorkEntry


class EntrySerializer(serializers.ModelSerializer[Any]):
    """The fields that the API answers."""

    worker = serializers.CharField(source="worker.label", default=None)

    class Meta:
        model = WorkEntry
        fields = [
            "id", "created_at", "updated_at", "version", "partnership", "project", "deliverable", "party", "worker",
            "started_on", "done_on", "hours", "role", "note",
        ]  # fmt: skip


class EntriesView(APIView):
    """The hundred newest entries of a partnership."""

    def get(self, request: Request, partnership: UUID) -> Response:
        """Answer the page."""
        with held(Context(unbound=True)):
            rows = WorkEntry.objects.select_related("worker").filter(partnership_id=partnership)
            page = list(rows.order_by("-done_on", "-id")[:101])
            data = EntrySerializer(page[:100], many=True).data
        return Response({"data": data, "has_more": len(page) > 100})


def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the peer is there."""
    return HttpResponse("ok")


urlpatterns = [path("healthz", healthz), path("<uuid:partnership>", EntriesView.as_view())]
