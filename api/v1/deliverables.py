"""`/deliverables`: what is handed over, when it was planned and when it came."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers

from accounts.access import Right
from api.etags import require_match
from api.fields import Day, Hours, Id, Strict, Text
from api.operation import operation
from api.parameters import PAGING, UPDATED, ids
from api.shapes import Versioned, decimal
from api.v1.lists import ListingView, project_named
from partnership.kit.errors import NotThere
from projects.work.actions.deliverables import DeliverableValues, add_deliverable, change_deliverable
from projects.work.models import Deliverable
from projects.work.queries.listed import DELIVERABLES

FILTERS = (*PAGING, *UPDATED, ids("project", "Only deliverables of these projects."))


class DeliverableShape(Versioned):
    """A part of a project that is handed over; null is "not agreed yet"."""

    partnership = serializers.UUIDField()
    project = serializers.UUIDField()
    name = serializers.CharField()
    code = serializers.CharField(help_text="How a work log names it; empty without a code.")
    hours_budget = decimal(2, allow_null=True)
    planned_on = serializers.DateField(allow_null=True)
    delivered_on = serializers.DateField(allow_null=True)


class DeliverableChange(Strict):
    """What is left out stays as it is."""

    name = Text(max_length=120)
    code = Text(max_length=80, required=False, allow_blank=True)
    hours_budget = Hours(required=False, allow_null=True)
    planned_on = Day(required=False, allow_null=True)
    delivered_on = Day(required=False, allow_null=True)


class NewDeliverable(DeliverableChange):
    project = Id()


class DeliverablesView(ListingView):
    tag, listing, one_name = "deliverables", DELIVERABLES, "deliverable"

    @operation(
        "list_deliverables",
        Right.READ,
        summary="Deliverables of all your partnerships, newest first",
        answer=DeliverableShape,
        listed=True,
        parameters=(*FILTERS, ids("partnership", "Only deliverables of these partnerships.")),
    )
    def get(self, request: Any) -> HttpResponse:
        return self.answer_list()


class PartnershipDeliverablesView(ListingView):
    tag, listing, one_name = "deliverables", DELIVERABLES, "deliverable"

    @operation(
        "list_partnership_deliverables",
        Right.READ,
        summary="Deliverables of one partnership, newest first",
        answer=DeliverableShape,
        listed=True,
        parameters=FILTERS,
    )
    def get(self, request: Any, partnership: UUID) -> HttpResponse:
        return self.answer_list(partnership)

    @operation(
        "create_deliverable",
        Right.PLAN,
        summary="Add a deliverable to a project",
        answer=DeliverableShape,
        body=NewDeliverable,
        status=201,
    )
    def post(self, request: Any, partnership: UUID) -> HttpResponse:
        body = self.body()
        deliverable = add_deliverable(
            self.actor,
            project=project_named(partnership, body.pop("project")),
            values=DeliverableValues(**body),
            today=self.today,
            now=self.now,
        )
        return self.answer_one(deliverable.id, status=201)


class DeliverableView(ListingView):
    tag, listing, one_name = "deliverables", DELIVERABLES, "deliverable"

    @operation(
        "get_deliverable", Right.READ, summary="One deliverable", answer=DeliverableShape, conditional=True
    )
    def get(self, request: Any, deliverable: UUID) -> HttpResponse:
        return self.answer_one(deliverable)

    @operation(
        "change_deliverable",
        Right.PLAN,
        summary="Change a deliverable, or say that it was handed over",
        about="Both sides plan by this, so say with If-Match which version you have read.",
        answer=DeliverableShape,
        body=DeliverableChange,
        if_match="needed",
    )
    def patch(self, request: Any, deliverable: UUID) -> HttpResponse:
        seen = self.seen(deliverable)
        version, row = require_match(request, seen["version"], needed=True), _row(seen)
        values = DeliverableValues(**{name: getattr(row, name) for name in DeliverableValues.__slots__})
        change_deliverable(
            self.actor,
            deliverable=row,
            values=replace(values, **self.body(partial=True)),
            today=self.today,
            now=self.now,
            version=version,
        )
        return self.answer_one(deliverable)


def _row(seen: dict[str, Any]) -> Deliverable:
    found: Deliverable | None = Deliverable.objects.filter(
        partnership_id=seen["partnership"], id=seen["id"]
    ).first()
    if found is None:
        raise NotThere
    return found
