"""Values of a key figure: by hand, from a file or by a program. What was written stays; a later value of a day counts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from partnership.kit.book import record
from partnership.kit.errors import Refused
from partnership.kit.ids import new_id
from projects.insight.following import values_changed
from projects.insight.models import Figure, FigureValue
from projects.insight.refusals import FigureDay, SameDayTwice, TooManyValues
from projects.insight.valuefile import Fault, read_values

from .figures import own_figure, plain_number

EARLIEST = date(1990, 1, 1)
MOST_VALUES = 5000

SENTENCES = {
    "too_large": _("The file is larger than 1 MB."),
    "too_many_rows": _("The file has more than 5,000 rows."),
    "not_a_table": _("The file can't be read as a table."),
    "no_column": _("The file needs two columns: day and value."),
    "empty": _("There is no value in the file."),
    "missing": _("Nothing is said here."),
    "not_a_day": _("Write the day as 2026-11-23."),
    "too_late": _("A value is of today or an earlier day."),
    "twice": _("The day stands there twice."),
    "not_a_number": _("This is not a number."),
    "either": _("This could be read in two ways. Write 1234 or 1.2340."),
}


@dataclass(frozen=True, slots=True)
class ValueSaid:
    """A value of a day."""

    read_on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong in a row of a file (the header is row 1, 0 the file itself), with the text that stands there."""

    row: int
    column: str
    code: str
    text: str
    sentence: str | Promise


class BadFigureFile(Refused):
    """Nothing was written down; `problems` name every row that is wrong."""

    message = _("Nothing was written down: some rows can't be read.")
    code = "bad_figure_file"
    status = 422
    field = "file"

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__()
        self.problems = tuple(
            RowProblem(one.row, one.column, one.code, one.text, SENTENCES[one.code]) for one in faults
        )


def record_values(
    actor: Actor,
    *,
    figure: Figure,
    values: Sequence[ValueSaid],
    source_kind: str,
    source_name: str = "",
    today: date,
    now: datetime,
) -> list[FigureValue | None]:
    """Write values down, all or none; return them in order, None where the day has that value already.

    Another value of a day counts from now on, and the earlier one stays as history. Measures that follow the figure
    follow in the same transaction. Raises FigureDay, FigureNumber, SameDayTwice ("readings.3.value" is the place).
    """
    current = own_figure(actor, figure, None)
    if len(values) > MOST_VALUES:
        raise TooManyValues
    _check(values, today)
    name = source_name.replace("\x00", "").strip()[:200] or current.source
    newest = _newest(current, [one.read_on for one in values])
    found = [
        None if newest.get(said.read_on) == said.value else _row(actor, current, said, source_kind, name, now)
        for said in values
    ]
    new = [one for one in found if one is not None]
    if new:
        FigureValue.objects.bulk_create(new)
        record(
            actor,
            "insight.values_recorded",
            subject_kind="key_figure",
            subject_id=current.id,
            organization=current.organization_id,
            data={"values": len(new)},
            at=now,
        )
        values_changed(actor, current, now=now)
    return found


def read_figure_file(
    actor: Actor, *, figure: Figure, data: bytes, source_name: str, today: date, now: datetime
) -> list[FigureValue]:
    """Write down the values of a file with the columns day and value; return the new ones.

    Raises BadFigureFile with every row that is wrong.
    """
    own_figure(actor, figure, None)
    rows, faults = read_values(data)
    days = Counter(row.day for row in rows)
    faults += [Fault(row.number, "day", "twice", str(row.day)) for row in rows if days[row.day] > 1]
    faults += [
        Fault(row.number, "day", "too_late", str(row.day)) for row in rows if not EARLIEST <= row.day <= today
    ]
    if faults:
        raise BadFigureFile(sorted(faults, key=lambda one: one.row))
    found = record_values(
        actor,
        figure=figure,
        values=[ValueSaid(row.day, row.value) for row in rows],
        source_kind=FigureValue.Source.CSV,
        source_name=source_name,
        today=today,
        now=now,
    )
    return [one for one in found if one is not None]


def _check(values: Sequence[ValueSaid], today: date) -> None:
    seen: set[date] = set()
    for place, one in enumerate(values):
        plain_number(one.value, f"readings.{place}.value")
        if not EARLIEST <= one.read_on <= today:
            raise FigureDay(field=f"readings.{place}.read_on")
        if one.read_on in seen:
            raise SameDayTwice(field=f"readings.{place}.read_on")
        seen.add(one.read_on)


def _newest(figure: Figure, days: Sequence[date]) -> dict[date, Decimal]:
    rows = FigureValue.objects.filter(
        partnership_id=figure.partnership_id, figure=figure, read_on__in=set(days)
    )
    return dict(rows.order_by("recorded_at", "id").values_list("read_on", "value"))


def _row(
    actor: Actor, figure: Figure, said: ValueSaid, source_kind: str, name: str, now: datetime
) -> FigureValue:
    return FigureValue(
        id=new_id(),
        partnership_id=figure.partnership_id,
        organization_id=figure.organization_id,
        figure=figure,
        value=said.value,
        read_on=said.read_on,
        recorded_at=now,
        source_kind=FigureValue.Source(source_kind),
        source_name=name,
        person_id=actor.person_id,
    )
