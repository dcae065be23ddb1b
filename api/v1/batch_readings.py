"""`/readings/batch/upsert`: values of measures from another system, of many measures at once.

A reading is never changed: another value for the same external id is a new reading of that day, which counts from now on.
"""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from api.batch import ABOUT, Batch, BatchResultsShape, BatchRow, BatchView, Row
from api.fields import Id
from api.operation import operation, rows_cost
from api.quick import Rows
from api.v1.readings import NewReading
from api.v1.references import StaysWhereItIs
from partnership.kit.errors import Refused
from projects.goals.actions.readings import MeasureNotHere, ReadingSaid, record_readings
from projects.goals.models import Goal, Measure, Reading

PEELS = 20
"""So many rows of a goal are refused one after another before each is tried by itself."""
ANOTHER_DAY = _(
    "It is a value of another measure or day. Values stay; send this one under an external id of its own."
)


class ReadingRow(BatchRow, NewReading):
    """A value of a measure. `source` of the batch is what people read beside it."""

    measure = Id(help_text="Needed for a new value; it can't be changed.")


class ReadingBatch(Batch):
    rows = ReadingRow(many=True, help_text="1 to 1,000.")


class Place(NamedTuple):
    """What a value is of."""

    measure_id: UUID
    step_id: UUID | None
    read_on: date


class Known(NamedTuple):
    """A reading that is there."""

    place: Place
    value: Decimal


class ReadingsBatchView(BatchView):
    tag, kind = "goals", "reading"
    rows = Rows(ReadingRow, required=("measure", "value", "read_on"))

    @operation(
        "upsert_readings",
        Right.CHECK_IN,
        summary="Report values of measures, up to 1,000 rows",
        about=f"{ABOUT}\nA reading stays as it is: `updated` says that another value of that day counts from now on.",
        answer=BatchResultsShape,
        body=ReadingBatch,
        cost=rows_cost("rows"),
    )
    def post(self, request: Any) -> HttpResponse:
        return self.upsert()

    def write(self, rows: list[Row]) -> None:
        """Write the rows goal by goal, each goal's by one action."""
        there = self._known([row.record for row in rows if row.record])
        said: dict[UUID, list[tuple[Row, ReadingSaid]]] = {}
        for row in rows:
            if one := self._read_row(row, there):
                said.setdefault(one.measure_id, []).append((row, one))
        for goal, found in self._by_goal(said):
            self._record(goal, found)

    def _read_row(self, row: Row, there: dict[UUID, Known]) -> ReadingSaid | None:
        """Return what a row says; None where it fails."""
        known = there.get(row.record) if row.record else None
        if known is None:
            row.record = None
            if self.needs_more(row):
                return None
        try:
            return _said(row.values, known)
        except Refused as refusal:
            row.fail(refusal)
            return None

    def _known(self, ids: list[UUID]) -> dict[UUID, Known]:
        rows = Reading.objects.filter(partnership_id__in=list(self.actor.parties), id__in=ids)
        found = rows.values_list("id", "value", "measure_id", "step_id", "read_on")
        return {key: Known(Place(*place), value) for key, value, *place in found}

    def _by_goal(
        self, said: dict[UUID, list[tuple[Row, ReadingSaid]]]
    ) -> list[tuple[Goal, list[tuple[Row, ReadingSaid]]]]:
        """Return the rows by goal, in the order of the goals' ids; those of no measure that is seen fail."""
        measures = Measure.objects.filter(partnership_id__in=list(self.actor.parties), id__in=list(said))
        goals = {one.id: one.goal for one in measures.select_related("goal")}
        found: dict[UUID, tuple[Goal, list[tuple[Row, ReadingSaid]]]] = {}
        for measure_id, rows in said.items():
            if goal := goals.get(measure_id):
                found.setdefault(goal.id, (goal, []))[1].extend(rows)
            for row, _one in () if goal else rows:
                row.fail(MeasureNotHere(field="measure"))
        return [found[key] for key in sorted(found)]

    def _record(self, goal: Goal, rows: list[tuple[Row, ReadingSaid]]) -> None:
        """Write a goal's rows together; a row that is refused is taken out, and the others are tried again."""
        left = sorted(rows, key=lambda one: one[0].place)
        for _turn in range(PEELS):
            left = self._try(goal, left)
        for one in left:
            self._try(goal, [one])

    def _try(self, goal: Goal, rows: list[tuple[Row, ReadingSaid]]) -> list[tuple[Row, ReadingSaid]]:
        """Write the rows; where one is refused, fail it and return the others, to be tried again."""
        if not rows:
            return []
        try:
            with transaction.atomic():
                written = self._written(goal, [said for _row, said in rows])
        except Refused as refusal:
            place = _told_place(refusal)
            for row, _said in rows if place is None else [rows[place]]:
                row.fail(refusal)
            return [] if place is None else rows[:place] + rows[place + 1 :]
        self._settle(goal, rows, written)
        return []

    def _written(self, goal: Goal, said: list[ReadingSaid]) -> list[Reading]:
        return record_readings(
            self.actor,
            goal=goal,
            readings=said,
            source_kind=Reading.Source.API,
            source_name=self.source,
            today=self.today,
            now=self.now,
        )

    def _settle(self, goal: Goal, rows: list[tuple[Row, ReadingSaid]], written: list[Reading]) -> None:
        """Say of each row what became of it; the new readings come back in the order of the rows."""
        new, same = list(reversed(written)), []
        for row, said in rows:
            if new and _is_of(new[-1], said):
                row.status = "updated" if row.record else "created"
                row.record = new.pop().id
            else:
                row.status = "unchanged"
                same.append((row, said))
        newest = _newest(goal, [said for row, said in same if row.record is None])
        for row, said in same:
            row.record = row.record or newest.get(Place(said.measure_id, said.step_id, said.read_on))


def _said(values: dict[str, Any], known: Known | None) -> ReadingSaid:
    if known is None:
        return ReadingSaid(values["measure"], values["value"], values["read_on"], values.get("step"))
    place = known.place
    for name, there in zip(("measure", "step", "read_on"), place, strict=True):
        if values.get(name, there) != there:
            raise StaysWhereItIs(ANOTHER_DAY, field=name)
    # Without a value it says what is there already.
    return ReadingSaid(place.measure_id, values.get("value", known.value), place.read_on, place.step_id)


def _is_of(reading: Reading, said: ReadingSaid) -> bool:
    return (reading.measure_id, reading.step_id, reading.read_on, reading.value) == (
        said.measure_id,
        said.step_id,
        said.read_on,
        said.value,
    )


def _told_place(refusal: Refused) -> int | None:
    """Return the place of the row that a refusal is about, and name its field alone; None for one about the goal."""
    _all, _dot, rest = (refusal.on_field or "").partition(".")
    place, _dot, name = rest.partition(".")
    refusal.on_field = name.removesuffix("_id") or None
    return int(place) if place.isdecimal() else None


def _newest(goal: Goal, said: list[ReadingSaid]) -> dict[Place, UUID]:
    """Return the readings that count, by what they are of."""
    rows = Reading.objects.filter(
        partnership_id=goal.partnership_id,
        measure_id__in={one.measure_id for one in said},
        read_on__in={one.read_on for one in said},
    )
    found = rows.order_by("recorded_at", "id").values_list("measure_id", "step_id", "read_on", "id")
    return {Place(*place): key for *place, key in found}
