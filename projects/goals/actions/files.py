"""Values out of a file: all of them, or none and what is wrong in which row."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.actor import Actor
from partnership.kit.errors import Refused
from projects.goals.models import Goal, Reading
from projects.goals.progress import MeasureKind
from projects.goals.valuefile import Fault, Row, read_values

from .following import measures_of
from .readings import EARLIEST, ReadingSaid, record_readings

SENTENCES = {
    "too_large": _("The file is larger than 1 MB."),
    "too_many_rows": _("The file has more than 5,000 rows."),
    "not_a_table": _("The file can't be read as a table."),
    "no_column": _("The file needs three columns: measure, day and value."),
    "empty": _("There is no value in the file."),
    "missing": _("Nothing is said here."),
    "not_a_day": _("Write the day as 2026-11-23."),
    "too_late": _("A value is of today or an earlier day."),
    "not_a_number": _("This is not a number."),
    "either": _("This could be read in two ways. Write 1234 or 1.2340."),
    "no_such_measure": _("The goal has no measure of that name."),
    "not_yes_or_no": _("This is yes or no: 1 or 0."),
}


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong in a row of a file (the header is row 1, 0 the file itself), with the text that stands there."""

    row: int
    column: str
    code: str
    text: str
    sentence: str | Promise


class BadFile(Refused):
    """Nothing was written down; `problems` name every row that is wrong."""

    message = _("Nothing was written down: some rows can't be read.")
    code = "bad_value_file"
    status = 422
    field = "file"

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__()
        self.problems = tuple(
            RowProblem(one.row, one.column, one.code, one.text, SENTENCES[one.code]) for one in faults
        )


def read_value_file(
    actor: Actor, *, goal: Goal, data: bytes, source_name: str, today: date, now: datetime
) -> list[Reading]:
    """Write down the values of a file with the columns measure (its name or id), day and value; return the new ones.

    Raises BadFile with every row that is wrong, and what record_readings raises. Steps are ticked at a check-in.
    """
    actor.require(Right.CHECK_IN, goal)
    rows, faults = read_values(data)
    known = _measures(goal)
    faults += [fault for row in rows for fault in _faults(row, known, today)]
    if not rows and not faults:
        faults = [Fault(0, "", "empty")]
    if faults:
        raise BadFile(sorted(faults, key=lambda one: one.row))
    readings = [ReadingSaid(known[row.measure.casefold()][0], row.value, row.day) for row in rows]
    return record_readings(
        actor,
        goal=goal,
        readings=readings,
        source_kind=Reading.Source.CSV,
        source_name=source_name,
        today=today,
        now=now,
    )


def _measures(goal: Goal) -> dict[str, tuple[UUID, str]]:
    """The measures that a value can be written for, by name and by id."""
    found = {}
    for one in measures_of(goal):
        if one.measure.kind != MeasureKind.STEPS:
            for name in (one.name.casefold(), str(one.measure_id)):
                found[name] = (one.measure_id, one.measure.kind)
    return found


def _faults(row: Row, known: dict[str, tuple[UUID, str]], today: date) -> list[Fault]:
    measure = known.get(row.measure.casefold())
    if measure is None:
        return [Fault(row.number, "measure", "no_such_measure", row.measure[:80])]
    if measure[1] == MeasureKind.YES_NO and row.value not in {0, 1}:
        return [Fault(row.number, "value", "not_yes_or_no", str(row.value))]
    if not EARLIEST <= row.day <= today:
        return [Fault(row.number, "day", "too_late", row.day.isoformat())]
    return []
