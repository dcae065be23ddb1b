"""Goals as they stood on a day: the terms of that day and the newest values until then, for many partnerships at once.

One statement; pages, letters, the history of a goal and health all count with what it reads.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from partnership.kit.questions import Words
from partnership.kit.rounds import Reading, asked, read
from projects.goals.progress import Measured, MeasureKind

# A value is looked up measure by measure on its index: reading all values of a year to keep the newest costs more.
SQL = """
WITH terms AS MATERIALIZED (
    SELECT d.day, t.id, t.partnership_id, t.goal_id, t.number, t.name, t.parent_id, t.weight, t.starts_on, t.ends_on,
           CASE WHEN g.closed_on <= d.day THEN g.closed_on END AS closed_on,
           CASE WHEN g.closed_on <= d.day THEN g.score END AS score
    FROM unnest(%(days)s::date[]) AS d(day)
    JOIN goals_terms t ON t.from_on <= d.day AND (t.until_on IS NULL OR t.until_on > d.day)
    JOIN goals_goal g ON g.partnership_id = t.partnership_id AND g.id = t.goal_id
    WHERE t.partnership_id = ANY (%(partnerships)s) AND (%(goals)s::uuid[] IS NULL OR t.goal_id = ANY (%(goals)s::uuid[]))
)
SELECT t.day, t.partnership_id, t.goal_id, t.number, t.name, t.parent_id, t.weight, t.starts_on, t.ends_on,
       t.closed_on, t.score,
       m.measure_id, k.kind, m.name, m.start, m.target, m.unit, m.source, m.weight, m.step_ids,
       v.value, coalesce(v.read_on, s.read_on), s.done
FROM terms t
LEFT JOIN goals_measureterms m ON m.partnership_id = t.partnership_id AND m.terms_id = t.id
LEFT JOIN goals_measure k ON k.partnership_id = m.partnership_id AND k.id = m.measure_id
LEFT JOIN LATERAL (
    SELECT r.value, r.read_on FROM goals_reading r
    WHERE k.kind <> 'steps' AND r.partnership_id = m.partnership_id AND r.measure_id = m.measure_id
      AND r.step_id IS NULL AND r.read_on <= t.day
    ORDER BY r.read_on DESC, r.recorded_at DESC, r.id DESC LIMIT 1
) v ON true
LEFT JOIN LATERAL (
    SELECT coalesce(array_agg(x.step_id) FILTER (WHERE x.value > 0), '{}') AS done, max(x.read_on) AS read_on
    FROM (
        SELECT DISTINCT ON (r.step_id) r.step_id, r.value, r.read_on FROM goals_reading r
        WHERE k.kind = 'steps' AND r.partnership_id = m.partnership_id AND r.measure_id = m.measure_id
          AND r.step_id = ANY (m.step_ids) AND r.read_on <= t.day
        ORDER BY r.step_id, r.read_on DESC, r.recorded_at DESC, r.id DESC
    ) x
) s ON true
ORDER BY t.day, t.partnership_id, t.name, t.goal_id, m.position
"""


class MeasureRead(NamedTuple):
    """A measure with its newest value until a day, and the day of that value; `done` are the steps that are done."""

    id: UUID
    kind: MeasureKind
    name: str
    start: Decimal | None
    target: Decimal | None
    unit: str
    source: str
    weight: Decimal
    step_ids: tuple[UUID, ...]
    value: Decimal | None
    read_on: date | None
    done: frozenset[UUID]

    @property
    def measured(self) -> Measured:
        return Measured(self.kind, self.weight, self.value, self.start, self.target, len(self.step_ids))


class GoalRead(NamedTuple):
    """A goal by the terms of `day`; `closed_on` and `score` only once it was closed by then."""

    day: date
    partnership_id: UUID
    id: UUID
    number: int
    name: str
    parent_id: UUID | None
    weight: Decimal
    starts_on: date
    ends_on: date
    closed_on: date | None
    score: Decimal | None
    measures: tuple[MeasureRead, ...]

    @property
    def evidence_on(self) -> date | None:
        return max((one.read_on for one in self.measures if one.read_on), default=None)


HEAD = 11


def read_goals(
    partnership_ids: Sequence[UUID],
    *,
    days: Sequence[date],
    goal_ids: Sequence[UUID] | None = None,
    using: str = "default",
) -> list[GoalRead]:
    """Read the goals in force (or those of `goal_ids`) on each of the days, by day, partnership and name."""
    return read(reading_goals(partnership_ids, days=days, goal_ids=goal_ids, using=using))


def reading_goals(
    partnership_ids: Sequence[UUID],
    *,
    days: Sequence[date],
    goal_ids: Sequence[UUID] | None = None,
    using: str = "default",
) -> Reading[list[GoalRead]]:
    """Read the same beside what else a page asks."""
    named: dict[str, Any] = {
        "days": list(days),
        "partnerships": list(partnership_ids),
        "goals": None if goal_ids is None else list(goal_ids),
    }
    rows = yield from asked(Words(SQL, named, using))
    return [_goal(head, cells) for head, cells in groupby(rows, key=lambda row: row[:HEAD])]


def _goal(head: tuple[Any, ...], rows: Iterable[tuple[Any, ...]]) -> GoalRead:
    measures = tuple(_measure(row[HEAD:]) for row in rows if row[HEAD] is not None)
    return GoalRead(*(*head, measures))


def _measure(cells: tuple[Any, ...]) -> MeasureRead:
    key, kind, *terms, steps, value, read_on, done = cells
    if kind == MeasureKind.STEPS and read_on is not None:
        value = Decimal(len(done))
    ends = (tuple(steps), value, read_on, frozenset(done or ()))
    return MeasureRead(*(key, MeasureKind(kind), *terms, *ends))
