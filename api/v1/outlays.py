"""`/outlays`: what is bought in for projects. Each party writes down its own, another party approves it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers

from accounts.access import Right
from accounts.queries import partnership_seen
from api.etags import require_match
from api.fields import Choice, Day, Id, Number, Strict, Text, Whole, YesNo
from api.names import EXTERNAL
from api.operation import operation
from api.parameters import PAGING, UPDATED, ids, yes_or_no
from api.shapes import Deleted, Named
from api.v1.book_shapes import money_text
from api.v1.lists import ListingView, project_named, with_names
from projects.pricing.actions.outlays import (
    OutlayValues,
    add_outlay,
    approve_outlay,
    change_outlay,
    remove_outlay,
)
from projects.pricing.models import Outlay
from projects.pricing.outlays import OutlaySort
from projects.pricing.queries.listed import OUTLAYS
from projects.pricing.queries.outlays import outlay_of, own_costs
from projects.work.models import Project

MONEY = "Money excl. VAT in `currency`, as text."
OWN = f"{MONEY} What it cost your own party; null for another party's, whatever it is."
VALUES = ("done_on", "sort", "text", "price", "currency", "line")


class OutlayShape(Named):
    """A purchase: charged to the project once another party has approved it."""

    partnership = serializers.UUIDField()
    project = serializers.UUIDField()
    party = serializers.UUIDField(help_text="Who bought it.")
    text = serializers.CharField()
    sort = serializers.ChoiceField(OutlaySort.values)
    done_on = serializers.DateField()
    price = serializers.CharField(help_text=f"{MONEY} What the project is charged.")
    cost = serializers.CharField(allow_null=True, help_text=OWN)
    currency = serializers.CharField(help_text="ISO 4217.")
    line = serializers.CharField(help_text="The price sheet's line that it belongs to; empty for none.")
    approved_at = serializers.DateTimeField(allow_null=True)
    approved_by = serializers.UUIDField(allow_null=True, help_text="The party that approved it.")
    is_billed = serializers.BooleanField(help_text="Whether an agreed basis for billing holds it.")


class NewOutlay(Strict):
    """A purchase of your own party, in the currency that the project is priced in."""

    project = Id()
    text = Text(max_length=300)
    sort = Choice(OutlaySort.values)
    done_on = Day()
    price = Number(help_text=MONEY)
    currency = Text(max_length=3)
    cost = Number(required=False, allow_null=True, help_text=OWN)
    line = Text(max_length=64, required=False, allow_blank=True)


class OutlayChange(NewOutlay):
    """What is sent replaces what stands; the project stays."""

    project = None  # type: ignore[assignment]


class OutlayWord(Strict):
    """`version` is the purchase's that you have read."""

    is_approved = YesNo()
    version = Whole()


class Outlays(ListingView):
    tag, listing, one_name = "book", with_names(OUTLAYS, "outlay"), "outlay"

    def whole(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Write amounts with the digits of their currency."""
        for one in rows:
            one |= {name: money_text(one[name], one["currency"]) for name in ("price", "cost")}
        return rows

    def add(self, project: Project, body: dict[str, Any]) -> UUID:
        """Write down what a body says; return the new purchase's id."""
        values = OutlayValues(**body)
        return add_outlay(self.actor, project=project, values=values, today=self.today, now=self.now).id

    def change(self, seen: dict[str, Any], body: dict[str, Any]) -> None:
        """Change what a body names of the purchase that was seen."""
        row = outlay_of(seen["partnership"], seen["id"])
        known = {name: getattr(row, name) for name in VALUES}
        cost = own_costs(row.partnership_id, [row.id]).get(row.id)
        values = OutlayValues(**{**known, "cost": cost, **body})
        change_outlay(
            self.actor, outlay=row, values=values, today=self.today, now=self.now, version=seen["version"]
        )

    def row(self, outlay: UUID) -> Outlay:
        """Return a purchase in any of the actor's partnerships; raise NotThere."""
        return outlay_of(self.seen(outlay)["partnership"], outlay)


class OutlaysView(Outlays):
    @operation(
        "list_outlays",
        Right.SEE_BOOK,
        summary="Purchases of all your projects, newest first",
        answer=OutlayShape,
        listed=True,
        parameters=(
            *PAGING,
            *UPDATED,
            *EXTERNAL,
            yes_or_no("approved", "Only purchases that are approved, or that are not."),
            ids("project", "Only purchases for these projects."),
            ids("party", "Only purchases of these parties."),
            ids("partnership", "Only purchases in these partnerships."),
        ),
    )
    def get(self, request: Any) -> HttpResponse:
        return self.answer_list()


class PartnershipOutlaysView(Outlays):
    @operation(
        "create_outlay",
        Right.KEEP_BOOK,
        summary="Write down a purchase of your own party",
        answer=OutlayShape,
        body=NewOutlay,
        status=201,
    )
    def post(self, request: Any, partnership: UUID) -> HttpResponse:
        body = self.body()
        partnership_seen(self.actor, partnership)
        project = project_named(partnership, body.pop("project"))
        return self.answer_one(self.add(project, body), status=201)


class OutlayView(Outlays):
    @operation("get_outlay", Right.SEE_BOOK, summary="One purchase", answer=OutlayShape, conditional=True)
    def get(self, request: Any, outlay: UUID) -> HttpResponse:
        return self.answer_one(outlay)

    @operation(
        "change_outlay",
        Right.KEEP_BOOK,
        summary="Change a purchase of your own party",
        about="409 `outlay_approved` once another party has approved it.",
        answer=OutlayShape,
        body=OutlayChange,
        if_match="possible",
    )
    def patch(self, request: Any, outlay: UUID) -> HttpResponse:
        seen = self.seen(outlay)
        require_match(request, seen["version"], needed=False)
        self.change(seen, self.body(partial=True))
        return self.answer_one(outlay)

    @operation(
        "delete_outlay",
        Right.KEEP_BOOK,
        summary="Take a purchase of your own party away",
        about="409 `outlay_approved` once another party has approved it.",
        answer=Deleted,
        if_match="possible",
    )
    def delete(self, request: Any, outlay: UUID) -> HttpResponse:
        row = self.row(outlay)
        require_match(request, row.version, needed=False)
        remove_outlay(self.actor, outlay=row, now=self.now)
        return self.deleted(outlay, "outlay")


class ApproveOutlayView(Outlays):
    @operation(
        "approve_outlay",
        Right.KEEP_BOOK,
        summary="Say yes to another party's purchase, or take your own party's yes back",
        about="412 if it was changed after the `version` that you read. The same again is fine.",
        answer=OutlayShape,
        body=OutlayWord,
    )
    def post(self, request: Any, outlay: UUID) -> HttpResponse:
        row, body = self.row(outlay), self.body()
        approve_outlay(self.actor, outlay=row, now=self.now, **body)
        return self.answer_one(outlay)
