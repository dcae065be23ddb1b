"""`POST …/batch/upsert`: up to a thousand rows by external id, each with what became of it.

A view says how rows are read and written; what is the same for all resources stands here: the envelope, rows named
twice, results in the order of the request, and all or none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from api.errors import Unreadable
from api.faults import faults_of
from api.fields import ExternalId, Source, Strict, YesNo
from api.links import OutOfReach, hold_source, records_called, set_names
from api.problems import Fault, told_problem
from api.quick import Rows
from api.shapes import Shape
from api.view import ResourceView
from partnership.kit.errors import Refused
from partnership.kit.memory import without_collecting

MOST = 1000
ABOUT = """
Each row is made if nothing is called so by `source`, else changed; what it leaves out of a change stays. 200 with a result
for each row in the order of the request: `created`, `updated`, `unchanged` (it said what was there already: nobody is told)
or `failed` with its own problem, whose pointers lead into this body. With `atomic` one failed row takes everything back: 422
`batch_refused` with the faults of all. An external id that stands twice fails the second time. At most 1,000 rows and 1 MiB.
"""


class Twice(Refused):
    message = _("This record stands in the batch already. Only its first row was taken.")
    code = "twice_in_batch"
    status = 422
    field = "external_id"


class BatchRefused(Refused):
    """One row is enough; the faults of all are named."""

    message = _("Nothing was written, because some rows can't be.")
    code = "batch_refused"
    status = 422

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__()
        self.faults = tuple(faults)


class BatchRow(Strict):
    """One row. Only the external id must be said of a record that is there."""

    external_id = ExternalId()

    def get_fields(self) -> dict[str, Any]:
        """Return the fields; none but the external id is required here."""
        fields = super().get_fields()
        for name, one in fields.items():
            one.required = name == "external_id"
        return fields


class Batch(Strict):
    source = Source(help_text="The system that calls the rows so.")  # type: ignore[assignment]
    atomic = YesNo(required=False, help_text="All rows or none; false without it.")


class BatchResultShape(Shape):
    """What became of one row."""

    status = serializers.ChoiceField(["created", "updated", "unchanged", "failed"])
    external_id = serializers.CharField(allow_null=True)
    id = serializers.UUIDField(allow_null=True)
    problem = serializers.DictField(allow_null=True, help_text="As problems are; null unless it failed.")


class BatchResultsShape(Shape):
    object = serializers.CharField()
    created = serializers.IntegerField()
    updated = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    failed = serializers.IntegerField()
    data = BatchResultShape(many=True, help_text="In the order of the request.")  # type: ignore[assignment]


@dataclass(slots=True)
class Row:
    """One row on its way. Its external id leads to `link`, and will to `record`; `refusal` ends it."""

    place: int
    sent: Any
    values: dict[str, Any] = field(default_factory=dict)
    external_id: str | None = None
    link: UUID | None = None
    record: UUID | None = None
    status: str = ""
    refusal: Refused | serializers.ValidationError | None = None

    def fail(self, refusal: Refused | serializers.ValidationError) -> None:
        self.status, self.refusal = "failed", refusal

    def leads_elsewhere(self) -> bool:
        """Say whether the external id is to lead to another record from now on."""
        return self.refusal is None and self.record != self.link


class BatchView(ResourceView):
    """`kind` and `rows` are a resource's own, and so is `write`: it settles each row that is handed to it."""

    kind: ClassVar[str]
    rows: ClassVar[Rows]

    def write(self, rows: list[Row]) -> None:
        """Write the rows that can be read; give each its status and record, or its refusal."""
        raise NotImplementedError

    @without_collecting()
    def upsert(self) -> HttpResponse:
        """Read the envelope, write the rows and answer what became of each."""
        source, is_atomic, sent = self._envelope()
        self.source = source
        hold_source(self.actor, self.kind, source)
        rows = [self._read(place, one) for place, one in enumerate(sent)]
        self._look_up(source, rows)
        self.write([row for row in rows if not row.status])
        faults = [fault for row in rows if row.refusal for fault in _told(row)[3]]
        if is_atomic and any(row.refusal for row in rows):
            raise BatchRefused(faults)
        new = {row.external_id: row.record for row in rows if row.leads_elsewhere()}
        set_names(self.actor, self.kind, source, new, now=self.now)  # type: ignore[arg-type]
        return self.one(self._results(rows))

    def _envelope(self) -> tuple[str, bool, list[Any]]:
        said = dict(self.request.data)
        rows = said.pop("rows", None)
        outer = Batch(data=said)
        outer.is_valid(raise_exception=True)
        if not isinstance(rows, list) or not 0 < len(rows) <= MOST:
            wish = _("Give a list of 1 to 1,000 rows.")
            raise Unreadable(Fault("invalid_rows", wish, pointer="/rows"))
        return outer.validated_data["source"], outer.validated_data.get("atomic", False), rows

    def _read(self, place: int, sent: Any) -> Row:
        row, values = Row(place, sent), self.rows.read(sent)
        if values is None or "external_id" not in values:
            try:
                values = self.rows.judge(sent)
            except serializers.ValidationError as error:
                row.fail(error)
                values = {}
        row.external_id = values.pop("external_id", None)
        row.values = values
        return row

    def _look_up(self, source: str, rows: list[Row]) -> None:
        """Say what each external id leads to; a second row about the same fails."""
        names = [row.external_id for row in rows if row.external_id]
        found = records_called(self.actor, self.kind, source, names)
        said: set[str] = set()
        # By their ids' numbers, which are looked up faster than the ids.
        meant: set[int] = set()
        for row in rows:
            if not row.external_id:
                continue
            row.link = row.record = found.get(row.external_id)
            if row.external_id in said or (row.record and row.record.int in meant):
                row.fail(Twice())
            said.add(row.external_id)
            if row.record:
                meant.add(row.record.int)

    def needs_more(self, row: Row) -> bool:
        """Say whether a row that is to make a record can't, because it says too little; it fails then."""
        if row.link is not None and self.facts.get("only_partnership"):
            row.fail(OutOfReach(field="external_id"))
            return True
        missing = self.rows.required - row.values.keys()
        if missing:
            wrong = serializers.ErrorDetail(
                str(serializers.Field.default_error_messages["required"]), code="required"
            )
            row.fail(serializers.ValidationError({name: [wrong] for name in sorted(missing)}))
        return bool(missing)

    def _results(self, rows: list[Row]) -> dict[str, Any]:
        counts = dict.fromkeys(("created", "updated", "unchanged", "failed"), 0)
        for row in rows:
            counts[row.status] += 1
        return {"object": "batch_results", **counts, "data": [_result(row) for row in rows]}


def _result(row: Row) -> dict[str, Any]:
    problem = told_problem(*_told(row)) if row.refusal else None
    return {"status": row.status, "external_id": row.external_id, "id": row.record, "problem": problem}


def _told(row: Row) -> tuple[int, str, str, list[Fault]]:
    """Return a failed row's status, code, sentence and faults, with pointers into the whole body."""
    where, refusal = f"/rows/{row.place}", row.refusal
    if isinstance(refusal, serializers.ValidationError):
        faults = [
            Fault(one.code, one.detail, pointer=f"{where}{one.pointer}") for one in faults_of(refusal.detail)
        ]
        return 400, "invalid_body", str(faults[0].detail) if len(faults) == 1 else "", faults
    assert isinstance(refusal, Refused)
    named: tuple[Fault, ...] = getattr(refusal, "faults", ())
    pointer = where + (f"/{refusal.on_field.replace('.', '/')}" if refusal.on_field else "")
    faults = [Fault(one.code, one.detail, pointer=f"{where}{one.pointer or ''}") for one in named]
    return (
        refusal.status,
        refusal.code,
        str(refusal),
        faults or [Fault(refusal.code, str(refusal), pointer=pointer)],
    )
