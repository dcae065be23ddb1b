"""`/projects/…/billing`: what can be billed, and putting it forward. `/billings`: the bases, and their files."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.listing import listed_one
from accounts.queries import PartnershipSeen, partnership_seen
from api.etags import require_match
from api.operation import operation
from api.parameters import PAGING, UPDATED, Parameter, choices, day, ids
from api.v1.agreement_versions import named_values
from api.v1.billing_shapes import (
    BillingChange,
    BillingPreviewShape,
    BillingShape,
    NewBilling,
    preview_record,
    stated_of,
)
from api.v1.lists import ListingView
from api.view import ResourceView
from partnership.kit.errors import Refused
from projects.pricing.actions.billing import preview_billing, put_billing_forward
from projects.pricing.basis import BasisSaid
from projects.pricing.billing_record import billing_record
from projects.pricing.billing_refusals import LineOtherCurrency, NoPriceSheet, NotAgreedYet
from projects.pricing.billing_sent import TYPES, sent
from projects.pricing.models import Billing
from projects.pricing.queries.billing import billing_of, billing_seen
from projects.pricing.queries.billing_start import offered, said_of
from projects.pricing.queries.listed import BILLINGS
from projects.pricing.queries.sheets import sheet_in_force
from projects.work.models import Project
from projects.work.queries.listed import PROJECTS
from projects.work.queries.pages import project_of

FORWARD = (
    "Agreed, and numbered, when every party has signed: see its `agreement`. Either side may put it forward."
)
AGAIN = "A change of your own side's proposal, or an answer to the other's. The work is counted again in any case."
FILES = "The same lines in every form; only once every party has signed: 409 before."
# What may be sent besides JSON, without the charset.
FILE_TYPES = tuple(TYPES[form].partition(";")[0] for form in ("csv", "xlsx"))


def _form(text: str) -> str:
    if text not in TYPES:
        raise ValueError(text)
    return text


FORM = Parameter(
    "format",
    _form,
    _("Choose from the words in the API's description."),
    {"type": "string", "enum": sorted(TYPES), "default": "json"},
    "The form of the file.",
    default="json",
)


class ProjectBillingView(ResourceView):
    tag = "billing"

    @operation(
        "preview_billing",
        Right.READ,
        summary="What a basis for billing would say now",
        about="Nothing is kept. Without days: those after the newest basis.",
        answer=BillingPreviewShape,
        parameters=(day("from_on", "The first day."), day("to_on", "The last day, included.")),
        problems=(422,),
    )
    def get(self, request: Any, project: UUID) -> HttpResponse:
        seen, row = self._project(project)
        said = offered(seen, row, today=self.today)
        if said is None:
            raise NoPriceSheet
        given = {name: value for name, value in self.query.items() if value is not None}
        said = replace(said, **given)
        counted = preview_billing(self.actor, project=row, said=said, today=self.today, now=self.now)
        return self.one(preview_record(row, said, counted))

    @operation(
        "put_billing_forward",
        Right.KEEP_BOOK,
        summary="Put a basis for billing forward",
        about=FORWARD,
        answer=BillingShape,
        body=NewBilling,
        status=201,
    )
    def post(self, request: Any, project: UUID) -> HttpResponse:
        seen, row = self._project(project)
        body = self.body()
        with lines_named(row, body):
            said = BasisSaid(body["from_on"], body["to_on"], stated_of(body.get("lines", ())))
            version = put_billing_forward(
                self.actor,
                partnership=seen,
                project=row,
                said=said,
                today=self.today,
                now=self.now,
                word=body.get("word", ""),
            )
        record = billing_record(listed_one(BILLINGS, self.actor, version.agreement.subject_id))
        answer = self.one(record, version=record["version"], status=201)
        answer.headers["Location"] = f"/api/v1/billings/{record['id']}"
        return answer

    def _project(self, project_id: UUID) -> tuple[PartnershipSeen, Project]:
        """Return a project of any of the actor's partnerships; raise NotThere."""
        partnership_id = listed_one(PROJECTS, self.actor, project_id)["partnership"]
        return partnership_seen(self.actor, partnership_id), project_of(partnership_id, project_id)


class Billings(ListingView):
    tag, listing, one_name = "billing", BILLINGS, "billing"

    def whole(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [billing_record(row) for row in rows]


class BillingsView(Billings):
    @operation(
        "list_billings",
        Right.READ,
        summary="Bases for billing in all your partnerships, newest first",
        answer=BillingShape,
        listed=True,
        parameters=(
            *PAGING,
            *UPDATED,
            choices("status", Billing.Status.values, "Only bases with one of these states."),
            ids("project", "Only bases of these projects."),
            ids("partnership", "Only bases in these partnerships."),
        ),
    )
    def get(self, request: Any) -> HttpResponse:
        return self.answer_list()


class BillingView(Billings):
    @operation("get_billing", Right.READ, summary="One basis", answer=BillingShape, conditional=True)
    def get(self, request: Any, billing: UUID) -> HttpResponse:
        return self.answer_one(billing)

    @operation(
        "change_billing",
        Right.KEEP_BOOK,
        summary="Count a basis again, or answer it with other days",
        about=AGAIN,
        answer=BillingShape,
        body=BillingChange,
        if_match="needed",
    )
    def patch(self, request: Any, billing: UUID) -> HttpResponse:
        seen = self.seen(billing)
        require_match(request, seen["version"], needed=True)
        row, body = billing_of(seen["partnership"], billing), self.body(partial=True)
        said: dict[str, Any] = {name: body[name] for name in ("from_on", "to_on") if name in body}
        with lines_named(row.project, body):
            if "lines" in body:
                said["stated"] = stated_of(body["lines"])
            put_billing_forward(
                self.actor,
                partnership=partnership_seen(self.actor, row.partnership_id),
                project=row.project,
                said=replace(said_of(row), **said),
                today=self.today,
                now=self.now,
                billing=row,
                seen=seen["newest_version"],
                word=body.get("word", ""),
            )
        return self.answer_one(billing)


class BillingExportView(Billings):
    @operation(
        "export_billing",
        Right.READ,
        summary="An agreed basis as JSON, CSV or a spreadsheet",
        about=FILES,
        answer=BillingShape,
        file_types=FILE_TYPES,
        parameters=(FORM,),
    )
    def get(self, request: Any, billing: UUID) -> HttpResponse:
        partnership_id = self.seen(billing)["partnership"]
        basis = billing_seen(partnership_id, billing)
        if not basis.is_agreed:
            raise NotAgreedYet
        return sent(self.actor, partnership_seen(self.actor, partnership_id), basis, self.query["format"])


@contextmanager
def lines_named(project: Project, body: Mapping[str, Any]) -> Iterator[None]:
    """Point a refusal at its place in the body, and refuse amounts in another currency than the sheet's."""
    with named_values(""):
        sheet = sheet_in_force(project.partnership_id, project.id)
        for place, one in enumerate(body.get("lines", ())):
            if sheet and one["amount"]["currency"] != sheet.terms.currency:
                raise LineOtherCurrency(field=f"lines.{place}.amount.currency")
        try:
            yield
        except Refused as refusal:
            refusal.on_field = (refusal.on_field or "").replace("stated.", "lines.") or None
            raise
