"""`/projects`, `/deliverables` and `/goals` many at once: row by row through the action that writes one, in one transaction."""

from typing import Any, ClassVar
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.tenancy import PartnershipOwned
from api.batch import ABOUT, Batch, BatchResultsShape, BatchRow, BatchView, Row
from api.fields import Ref, Whole
from api.operation import operation, rows_cost
from api.quick import Rows
from api.v1.deliverables import DeliverableChange
from api.v1.external import Named
from api.v1.external_bodies import WHERE
from api.v1.external_records import NamedDeliverable, NamedGoal, NamedProject
from api.v1.goal_shapes import GoalChange
from api.v1.projects import ProjectChange
from partnership.kit.errors import NotThere, Refused
from projects.goals.models import Goal
from projects.work.models import Deliverable, Project

ONE_BY_ONE = f"""{ABOUT}
What every party signs is put forward when a record is made; of one that is there, the terms that stand may be said again,
and other terms fail with `terms_one_by_one`: put them forward at the record's own address.
"""


class TermsOneByOne(Refused):
    message = _(
        "Other terms are put forward one by one, by whoever has read the newest: at the record's own address."
    )
    code = "terms_one_by_one"
    status = 422


class ProjectRow(BatchRow, ProjectChange):
    partnership = Ref(help_text=WHERE)


class ProjectBatch(Batch):
    rows = ProjectRow(many=True, help_text="1 to 1,000.")


class DeliverableRow(BatchRow, DeliverableChange):
    project = Ref(help_text=WHERE)


class DeliverableBatch(Batch):
    rows = DeliverableRow(many=True, help_text="1 to 1,000.")


class GoalRow(BatchRow, GoalChange):
    """The terms of a goal; they hold when every party has signed them."""

    partnership = Ref(help_text=WHERE)
    seen = Whole(
        min_value=1,
        max_value=1_000_000,
        help_text="Needed to propose other terms: `newest` as you have read it.",
    )


class GoalBatch(Batch):
    rows = GoalRow(many=True, help_text="1 to 1,000.")


class OneByOne(Named, BatchView):
    """Beside a resource's own view, which brings `seen`, `make` and `change`; a row that fails takes itself back alone."""

    model: ClassVar[type[PartnershipOwned]]

    def write(self, rows: list[Row]) -> None:
        """Write each row by the action that writes one."""
        self._hold([row.record for row in rows if row.record])
        for row in rows:
            try:
                with transaction.atomic():
                    self._write_one(row)
            except Refused as refusal:
                row.fail(refusal)

    def _hold(self, ids: list[UUID]) -> None:
        """Hold what is there in the order of ids: two batches never wait for each other crosswise."""
        there = self.model.objects.filter(partnership_id__in=list(self.actor.parties), id__in=ids)
        if ids:
            list(there.select_for_update(of=("self",)).order_by("id").values_list("id"))

    def _write_one(self, row: Row) -> None:
        seen = self._there(row.record)
        row.record = seen["id"] if seen else None
        if seen is not None:
            self.change(seen, row.values)
            row.status = "unchanged" if self._tag(self.seen(seen["id"])) == self._tag(seen) else "updated"
        elif not self.needs_more(row):
            row.record, row.status = self.make(row.values), "created"

    def _there(self, record_id: UUID | None) -> dict[str, Any] | None:
        try:
            return self.seen(record_id) if record_id else None
        except NotThere:
            return None

    def _tag(self, row: dict[str, Any]) -> tuple[Any, ...]:
        return (self.version_of(row), row.get("newest"))


class Unread:
    """Comes before the resource's own view: one header can't say for many rows what has been read."""

    def require_terms_read(self) -> None:
        """Refuse."""
        raise TermsOneByOne


class ProjectsBatchView(Unread, NamedProject, OneByOne):
    kind, model = "project", Project
    rows = Rows(ProjectRow, required=("partnership", "name", "code", "commissioned_by", "delivered_by"))

    @operation(
        "upsert_projects",
        Right.PLAN,
        summary="Begin and change projects, up to 1,000 rows",
        about=ONE_BY_ONE,
        answer=BatchResultsShape,
        body=ProjectBatch,
        cost=rows_cost("rows"),
    )
    def post(self, request: Any) -> HttpResponse:
        return self.upsert()


class DeliverablesBatchView(Unread, NamedDeliverable, OneByOne):
    kind, model = "deliverable", Deliverable
    rows = Rows(DeliverableRow, required=("project", "name"))

    @operation(
        "upsert_deliverables",
        Right.PLAN,
        summary="Add and change deliverables, up to 1,000 rows",
        about=ONE_BY_ONE,
        answer=BatchResultsShape,
        body=DeliverableBatch,
        cost=rows_cost("rows"),
    )
    def post(self, request: Any) -> HttpResponse:
        return self.upsert()


class GoalsBatchView(NamedGoal, OneByOne):
    kind, model = "goal", Goal
    rows = Rows(GoalRow, required=("partnership", "name", "starts_on", "ends_on", "sides", "measures"))

    @operation(
        "upsert_goals",
        Right.PLAN,
        summary="Propose goals and other terms of goals, up to 1,000 rows",
        about=ABOUT,
        answer=BatchResultsShape,
        body=GoalBatch,
        cost=rows_cost("rows"),
    )
    def post(self, request: Any) -> HttpResponse:
        return self.upsert()
