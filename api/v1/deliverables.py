"""`/deliverables`: what is handed over, when it is planned, when it is agreed and when it came."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers

from accounts.access import Right
from accounts.queries import partnership_seen
from api.fields import Day, Hours, Id, Strict, Text
from api.names import EXTERNAL
from api.operation import operation
from api.parameters import PAGING, UPDATED, ids
from api.shapes import Named, decimal
from api.v1.lists import project_named, with_names
from api.v1.terms import IN_FORCE, TermsShape, TermsView, newest_of, require_seen
from partnership.kit.errors import NotThere
from projects.work.actions.deliverables import DeliverableValues, add_deliverable, change_deliverable
from projects.work.actions.terms import propose_part
from projects.work.models import Deliverable, Project
from projects.work.queries.listed import DELIVERABLES
from projects.work.queries.terms import basis_of
from projects.work.terms import Part

FILTERS = (*PAGING, *UPDATED, *EXTERNAL, ids("project", "Only deliverables of these projects."))


CHANGING = """
Name, code, what is planned and the day of delivery are written at once. `agreed_hours` and `agreed_on` are put forward as
a new version of the project's terms with this one deliverable changed; the record shows them when every party has signed.
Both sides depend on this, so say with If-Match what you have read; the tag changes with every proposal too.
"""


class DeliverableShape(Named):
    """A part of a project that is handed over. What is agreed is what every party has signed; null is "not yet"."""

    partnership = serializers.UUIDField()
    project = serializers.UUIDField()
    name = serializers.CharField()
    code = serializers.CharField(help_text="How a work log names it; empty without a code.")
    hours_budget = decimal(2, allow_null=True, about="Planned: it binds nobody.")
    planned_on = serializers.DateField(allow_null=True, help_text="Planned: it binds nobody.")
    agreed_hours = decimal(2, allow_null=True, about="Signed by every party.")
    agreed_on = serializers.DateField(allow_null=True, help_text="Signed by every party.")
    delivered_on = serializers.DateField(allow_null=True)
    terms = TermsShape(help_text="Of the project: its deliverables are part of them.")


class DeliverableChange(Strict):
    """What is left out stays as it is."""

    name = Text(max_length=120)
    code = Text(max_length=80, required=False, allow_blank=True)
    hours_budget = Hours(required=False, allow_null=True, help_text="Planned.")
    planned_on = Day(required=False, allow_null=True)
    agreed_hours = Hours(required=False, allow_null=True, help_text=IN_FORCE)
    agreed_on = Day(required=False, allow_null=True, help_text=IN_FORCE)
    delivered_on = Day(required=False, allow_null=True)


class NewDeliverable(DeliverableChange):
    project = Id()


class Deliverables(TermsView):
    tag, listing, one_name = "deliverables", with_names(DELIVERABLES, "deliverable"), "deliverable"

    def add(self, project: Project, body: dict[str, Any]) -> UUID:
        """Add what a body says, and put forward what is to be agreed; return the new deliverable's id."""
        agreed = _agreed(body)
        deliverable = add_deliverable(
            self.actor, project=project, values=DeliverableValues(**body), today=self.today, now=self.now
        )
        self.propose(deliverable, agreed, newest_of(self.seen(deliverable.id)))
        return deliverable.id

    def change(self, seen: dict[str, Any], body: dict[str, Any]) -> None:
        """Change what a body names of the deliverable that was seen, and put forward what is to be agreed."""
        row, agreed = _row(seen), _agreed(body)
        values = DeliverableValues(**{name: getattr(row, name) for name in DeliverableValues.__slots__})
        current = change_deliverable(
            self.actor,
            deliverable=row,
            values=replace(values, **body),
            today=self.today,
            now=self.now,
            version=seen["version"],
        )
        self.propose(current, agreed, newest_of(seen))

    def says_other_terms(self, seen: dict[str, Any], body: dict[str, Any]) -> bool:
        """Say whether a change would put other terms forward."""
        return self._other_part(_row(seen), _agreed(dict(body))) is not None

    def _other_part(self, row: Deliverable, said: dict[str, Any]) -> Part | None:
        """Return the deliverable's part of the terms with what is said; None for the same again."""
        if not said:
            return None
        partnership = partnership_seen(self.actor, row.partnership_id)
        part = basis_of(partnership, row.project).part(row.id) or Part(row.id, row.name)
        wanted = replace(part, **said)
        return None if wanted == part else wanted

    def propose(self, row: Deliverable, said: dict[str, Any], newest: int) -> None:
        """Put the project's terms forward with this deliverable changed; the same again is no proposal."""
        if wanted := self._other_part(row, said):
            propose_part(
                self.actor,
                partnership=partnership_seen(self.actor, row.partnership_id),
                deliverable=row,
                hours=wanted.hours,
                day=wanted.day,
                seen=newest,
                now=self.now,
            )


class DeliverablesView(Deliverables):
    @operation(
        "list_deliverables",
        Right.READ,
        summary="Deliverables of all your partnerships, newest first",
        answer=DeliverableShape,
        listed=True,
        parameters=(*FILTERS, ids("partnership", "Only deliverables of these partnerships.")),
        asks_singly=True,
    )
    def get(self, request: Any) -> HttpResponse:
        return self.answer_list()


class PartnershipDeliverablesView(Deliverables):
    @operation(
        "list_partnership_deliverables",
        Right.READ,
        summary="Deliverables of one partnership, newest first",
        answer=DeliverableShape,
        listed=True,
        parameters=FILTERS,
        asks_singly=True,
    )
    def get(self, request: Any, partnership: UUID) -> HttpResponse:
        return self.answer_list(partnership)

    @operation(
        "create_deliverable",
        Right.PLAN,
        summary="Add a deliverable to a project",
        about=CHANGING,
        answer=DeliverableShape,
        body=NewDeliverable,
        status=201,
    )
    def post(self, request: Any, partnership: UUID) -> HttpResponse:
        body = self.body()
        project = project_named(partnership, body.pop("project"))
        return self.answer_one(self.add(project, body), status=201)


class DeliverableView(Deliverables):
    @operation(
        "get_deliverable",
        Right.READ,
        summary="One deliverable",
        answer=DeliverableShape,
        conditional=True,
        asks_singly=True,
    )
    def get(self, request: Any, deliverable: UUID) -> HttpResponse:
        return self.answer_one(deliverable)

    @operation(
        "change_deliverable",
        Right.PLAN,
        summary="Change a deliverable, or say that it was handed over",
        about=CHANGING,
        answer=DeliverableShape,
        body=DeliverableChange,
        if_match="needed",
    )
    def patch(self, request: Any, deliverable: UUID) -> HttpResponse:
        seen = self.seen(deliverable)
        require_seen(request, seen)
        self.change(seen, self.body(partial=True))
        return self.answer_one(deliverable)


def _agreed(body: dict[str, Any]) -> dict[str, Any]:
    """Take what is to be agreed out of a body, named as in the terms."""
    named = {"agreed_hours": "hours", "agreed_on": "day"}
    return {name: body.pop(said) for said, name in named.items() if said in body}


def _row(seen: dict[str, Any]) -> Deliverable:
    found: Deliverable | None = Deliverable.objects.filter(
        partnership_id=seen["partnership"], id=seen["id"]
    ).first()
    if found is None:
        raise NotThere
    return found
