"""The peer of a list: what Django APIs use, a ModelSerializer over a queryset; no authentication, no policies."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import Party
from accounts.tenancy import Context, held
from api.models import ExternalId
from projects.work.models import Approval, Deliverable, Project, WorkEntry, Worker


class EntrySerializer(serializers.ModelSerializer[Any]):
    """The fields that the API answers."""

    object = serializers.ReadOnlyField(default="work_entry")
    worker = serializers.CharField(source="worker.label", default=None)
    is_approved = serializers.BooleanField()
    import_batch = serializers.UUIDField(source="batch_id")
    external_ids = serializers.SerializerMethodField()

    class Meta:
        model = WorkEntry
        fields = [
            "id", "object", "created_at", "updated_at", "version", "partnership", "project", "deliverable", "party",
            "worker", "started_on", "done_on", "hours", "role", "note", "is_approved", "import_batch", "external_ids",
        ]  # fmt: skip

    def get_external_ids(self, entry: WorkEntry) -> list[dict[str, str]]:
        """Answer what the organization calls it."""
        return self.context["named"].get(entry.id, [])  # type: ignore[no-any-return]


class EntriesView(APIView):
    """The hundred newest entries of a partnership."""

    def get(self, request: Request, partnership: UUID, organization: UUID) -> Response:
        """Answer the page."""
        with held(Context(unbound=True)):
            approved = Approval.objects.filter(
                partnership_id=OuterRef("partnership_id"), entry_id=OuterRef("id")
            )
            rows = WorkEntry.objects.select_related("worker").annotate(is_approved=Exists(approved))
            page = list(rows.filter(partnership_id=partnership).order_by("-done_on", "-id")[:101])
            named = _named(organization, [entry.id for entry in page])
            data = EntrySerializer(page[:100], many=True, context={"named": named}).data
        return Response({"data": data, "has_more": len(page) > 100})


def _named(organization_id: UUID, ids: list[UUID]) -> dict[UUID, list[dict[str, str]]]:
    found: dict[UUID, list[dict[str, str]]] = defaultdict(list)
    where = {"organization_id": organization_id, "kind": "work_entry", "record_id__in": ids}
    for one in ExternalId.objects.filter(**where).order_by("source", "external_id"):
        found[one.record_id].append({"source": one.source, "external_id": one.external_id})
    return found


class RowSerializer(serializers.ModelSerializer[Any]):
    """A row as Django APIs usually take it: references are looked up and validated by the fields."""

    project = serializers.PrimaryKeyRelatedField(queryset=Project.objects)
    deliverable = serializers.PrimaryKeyRelatedField(queryset=Deliverable.objects, allow_null=True)
    worker = serializers.CharField(max_length=120)

    class Meta:
        model = WorkEntry
        fields = ["project", "deliverable", "done_on", "hours", "role", "note", "worker"]


class UpsertView(APIView):
    """Hours by external id, row by row: find it, validate it, save it."""

    def post(self, request: Request) -> Response:
        """Write the rows in one transaction."""
        with held(Context(unbound=True)), transaction.atomic():
            party = Party.objects.filter(partnership_id=request.data["partnership"]).first()
            for row in request.data["rows"]:
                _save(party, row)
        return Response({"written": len(request.data["rows"])})


def _save(party: Any, row: dict[str, Any]) -> None:
    owner = {"organization_id": party.organization_id, "kind": "work_entry", "source": "peer"}
    link = ExternalId.objects.filter(**owner, external_id=row["external_id"]).first()
    entry = WorkEntry.objects.get(id=link.record_id) if link else None
    serializer = RowSerializer(entry, data=row)
    serializer.is_valid(raise_exception=True)
    now, label = timezone.now(), serializer.validated_data.pop("worker")
    worker, _made = Worker.objects.get_or_create(
        partnership_id=party.partnership_id, organization_id=party.organization_id, label=label
    )
    if entry is not None:
        serializer.save(worker=worker, updated_at=now, version=entry.version + 1)
        return
    where = {"partnership_id": party.partnership_id, "party": party}
    made = serializer.save(**where, worker=worker, created_at=now, updated_at=now)
    ExternalId.objects.create(**owner, external_id=row["external_id"], record_id=made.id, created_at=now)


def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the peer is there."""
    return HttpResponse("ok")


urlpatterns = [
    path("healthz", healthz),
    path("upsert", UpsertView.as_view()),
    path("<uuid:partnership>/<uuid:organization>", EntriesView.as_view()),
]
