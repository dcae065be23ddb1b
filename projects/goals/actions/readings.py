"""Values of a goal's measures, from a check-in, a program, a file or by hand; each keeps where it came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.actor import Actor
from partnership.kit.book import record
from partnership.kit.errors import Refused
from partnership.kit.ids import new_id
from projects.goals.models import CheckIn, Goal, MeasureTerms, Reading
from projects.goals.progress import MeasureKind
from projects.goals.queries.links import linked_measures

from .following import held_goal, measures_of, plain_number, plain_text

MOST_READINGS = 5000
EARLIEST = date(1990, 1, 1)


class MeasureNotHere(Refused):
    message = _("There is no such measure or step in this goal.")
    code = "measure_not_here"
    status = 422


class NotYesOrNo(Refused):
    message = _("This is yes or no: 1 or 0.")
    code = "not_yes_or_no"
    status = 422


class DayNotPossible(Refused):
    message = _("A value is of today or an earlier day.")
    code = "day_not_possible"
    status = 422


class SourceMissing(Refused):
    message = _("Say where the values come from, so that everybody can see it.")
    code = "source_missing"
    status = 422
    field = "source_name"


class FollowsFigure(Refused):
    message = _("This measure follows a key figure. Write the value there, or end the link first.")
    code = "follows_figure"


class TooMany(Refused):
    message = _("At most 5,000 values at a time.")
    code = "too_many_values"
    status = 422


@dataclass(frozen=True, slots=True)
class ReadingSaid:
    """A value of a measure on a day; of a step, 1 is done and 0 is not."""

    measure_id: UUID
    value: Decimal
    read_on: date
    step_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Who wrote values down, when, and where they came from."""

    actor: Actor
    now: datetime
    source_kind: Reading.Source
    source_name: str = ""
    check_in: CheckIn | None = None


def record_readings(
    actor: Actor,
    *,
    goal: Goal,
    readings: Sequence[ReadingSaid],
    source_kind: str,
    source_name: str,
    today: date,
    now: datetime,
) -> list[Reading]:
    """Write values down, all or none, with the name of their source; return those that were new.

    The same value again for the same day and source changes nothing; another one for the day counts from now on, and
    the earlier stays. Raises MeasureNotHere, NotYesOrNo, DayNotPossible, SourceMissing, TooMany, BadNumber, NotInForce
    or GoalClosed; `on_field` names the row ("readings.3.value").
    """
    actor.require(Right.CHECK_IN, goal)
    name = plain_text(source_name, "source_name")[:200]
    if not name:
        raise SourceMissing
    if len(readings) > MOST_READINGS:
        raise TooMany
    held = held_goal(goal)
    origin = Origin(actor, now, Reading.Source(source_kind), name)
    written = write_readings(held, readings, origin, today=today)
    if written:
        record(
            actor,
            "goals.value_recorded",
            subject_kind="goal",
            subject_id=held.id,
            partnership=held.partnership_id,
            data={"values": len(written), "source": origin.source_kind.value},
            at=now,
        )
    return written


def write_readings(
    goal: Goal, readings: Sequence[ReadingSaid], origin: Origin, *, today: date, path: str = "readings"
) -> list[Reading]:
    """Write the values that are new, in order, for a goal that is held; raises as record_readings."""
    known = {one.measure_id: one for one in measures_of(goal)}
    if origin.source_kind != Reading.Source.FIGURE:
        _require_free(goal, readings, path)
    for place, said in enumerate(readings):
        _check(said, known.get(said.measure_id), today, f"{path}.{place}")
    newest = _newest(goal, readings)
    rows = []
    for said in readings:
        same = (
            said.value,
            origin.source_kind,
            origin.source_name,
            origin.actor.party_id(goal.partnership_id),
        )
        if newest.get(_place(said)) != same:
            newest[_place(said)] = same
            rows.append(_row(goal, said, origin))
    Reading.objects.bulk_create(rows)
    return rows


def _check(said: ReadingSaid, terms: MeasureTerms | None, today: date, path: str) -> None:
    if terms is None:
        raise MeasureNotHere(field=f"{path}.measure_id")
    is_of_steps = terms.measure.kind == MeasureKind.STEPS
    if (said.step_id in terms.step_ids) != is_of_steps or (said.step_id is not None and not is_of_steps):
        raise MeasureNotHere(field=f"{path}.step_id")
    plain_number(said.value, f"{path}.value")
    if (is_of_steps or terms.measure.kind == MeasureKind.YES_NO) and said.value not in {0, 1}:
        raise NotYesOrNo(field=f"{path}.value")
    if not EARLIEST <= said.read_on <= today:
        raise DayNotPossible(field=f"{path}.read_on")


def _require_free(goal: Goal, readings: Sequence[ReadingSaid], path: str) -> None:
    """Raise FollowsFigure where a value is written for a measure that takes its values from a key figure."""
    taken = linked_measures(goal.partnership_id, [one.measure_id for one in readings])
    for place, said in enumerate(readings):
        if said.measure_id in taken:
            raise FollowsFigure(field=f"{path}.{place}.value")


def _place(one: ReadingSaid | Reading) -> tuple[UUID, UUID | None, date]:
    return (one.measure_id, one.step_id, one.read_on)


def _newest(goal: Goal, readings: Sequence[ReadingSaid]) -> dict[tuple[UUID, UUID | None, date], object]:
    """What was said last of each measure on each of the days: value, source, party."""
    rows = Reading.objects.filter(
        partnership_id=goal.partnership_id,
        measure_id__in={one.measure_id for one in readings},
        read_on__in={one.read_on for one in readings},
    )
    return {
        _place(row): (row.value, row.source_kind, row.source_name, row.party_id)
        for row in rows.order_by("recorded_at", "id")
    }


def _row(goal: Goal, said: ReadingSaid, origin: Origin) -> Reading:
    return Reading(
        id=new_id(),
        partnership_id=goal.partnership_id,
        measure_id=said.measure_id,
        step_id=said.step_id,
        value=said.value,
        read_on=said.read_on,
        recorded_at=origin.now,
        source_kind=origin.source_kind,
        source_name=origin.source_name,
        party_id=origin.actor.party_id(goal.partnership_id),
        person_id=origin.actor.person_id,
        check_in=origin.check_in,
    )
