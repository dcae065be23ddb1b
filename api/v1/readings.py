"""`/measures/…/readings`: values of a measure, each with the day it is of and where it came from."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers

from accounts.access import Right
from accounts.listing import listed
from api.fields import Day, Id, Number, Strict, Text
from api.operation import operation
from api.parameters import PAGING
from api.shapes import Record, Shape, decimal
from api.v1.agreement_versions import named_values
from api.v1.lists import ListingView
from partnership.kit.errors import NotThere
from projects.goals.actions.readings import ReadingSaid, record_readings
from projects.goals.models import Measure, Reading
from projects.goals.queries.listed import READINGS

MOST = 1000


class ReadingShape(Record):
    """A value of a measure. Of a step and of yes or no, 1 is done or yes. Never changed: a later one of a day counts."""

    partnership = serializers.UUIDField()
    measure = serializers.UUIDField()
    step = serializers.UUIDField(allow_null=True)
    value = decimal(4)
    read_on = serializers.DateField()
    recorded_at = serializers.DateTimeField()
    source_kind = serializers.ChoiceField(Reading.Source.values)
    source = serializers.CharField(help_text="Where it came from.")  # type: ignore[assignment]
    party = serializers.UUIDField()
    person = serializers.UUIDField(allow_null=True)


class NewReading(Strict):
    value = Number()
    read_on = Day()
    step = Id(required=False, help_text="For a measure of several steps.")


class NewReadings(Strict):
    """All or none; `source` is what people read beside the values."""

    source = Text(max_length=200)  # type: ignore[assignment]
    readings = NewReading(many=True, min_length=1, max_length=MOST)  # type: ignore[call-arg]


class ReadingResultShape(Shape):
    """What became of one row; the same value again for the same day and kind of source is unchanged."""

    status = serializers.ChoiceField(["created", "unchanged"])
    id = serializers.UUIDField(allow_null=True)


class ReadingResultsShape(Shape):
    object = serializers.CharField()
    data = ReadingResultShape(many=True, help_text="In the order of the request.")  # type: ignore[assignment]


class ReadingsView(ListingView):
    tag, listing, one_name = "goals", READINGS, ""

    @operation(
        "list_readings",
        Right.READ,
        summary="Values of one measure, newest day first",
        answer=ReadingShape,
        listed=True,
        parameters=PAGING,
    )
    def get(self, request: Any, measure: UUID) -> HttpResponse:
        row = self._measure(measure)
        rows = listed(
            READINGS,
            self.actor,
            limit=self.query["limit"] + 1,
            after=self.after(),
            partnerships=[row.partnership_id],
            filters={"measure": (row.id,)},
        )
        return self.page(rows, key=lambda row: [str(row["read_on"]), str(row["id"])], shape=dict)

    @operation(
        "report_readings",
        Right.CHECK_IN,
        summary="Report values of a measure, up to 1,000 at a time",
        answer=ReadingResultsShape,
        body=NewReadings,
    )
    def post(self, request: Any, measure: UUID) -> HttpResponse:
        body = self.body()
        row = self._measure(measure)
        said = [
            ReadingSaid(row.id, one["value"], one["read_on"], one.get("step")) for one in body["readings"]
        ]
        with named_values(""):
            written = record_readings(
                self.actor,
                goal=row.goal,
                readings=said,
                source_kind=Reading.Source.API,
                source_name=body["source"],
                today=self.today,
                now=self.now,
            )
        return self.one({"object": "reading_results", "data": list(_results(said, written))})

    def _measure(self, measure_id: UUID) -> Measure:
        mine = Measure.objects.filter(partnership_id__in=list(self.actor.parties), id=measure_id)
        found: Measure | None = mine.select_related("goal").first()
        if found is None:
            raise NotThere
        return found


def _results(said: Sequence[ReadingSaid], written: Sequence[Reading]) -> Iterator[dict[str, Any]]:
    """Say of each row whether it was new; the new ones come back in the same order."""
    left = list(reversed(written))
    for one in said:
        is_new = bool(left) and (left[-1].step_id, left[-1].read_on, left[-1].value) == (
            one.step_id,
            one.read_on,
            one.value,
        )
        yield {"status": "created", "id": left.pop().id} if is_new else {"status": "unchanged", "id": None}
