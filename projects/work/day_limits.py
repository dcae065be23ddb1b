"""How full each person's days are: a day has 24 hours, those of imported spans aside."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.actor import Actor
from partnership.kit.arrays import as_array
from projects.work.entry_values import A_DAY

# First and last day say nothing new to us; they lead the planner to these people's days instead of everybody's.
BOOKED = """
SELECT e.partnership_id, w.label, e.done_on, sum(e.hours)
FROM work_worker w JOIN work_workentry e ON e.partnership_id = w.partnership_id AND e.worker_id = w.id
WHERE w.partnership_id = ANY (%(partnerships)s) AND w.organization_id = %(organization)s
  AND w.label = ANY (%(labels)s::text[]) AND e.batch_id IS NULL
  AND e.done_on = ANY (%(days)s::date[]) AND e.done_on BETWEEN %(first)s AND %(last)s
GROUP BY e.partnership_id, w.label, e.done_on
"""
Place = tuple[int, str, date]
"""A partnership by its id's number, which is looked up faster than the id; a person; a day."""


class DayLimits:
    """What is booked on the days and of the people that a set of hours names."""

    def __init__(
        self, actor: Actor, partnership_ids: Sequence[UUID], rows: Iterable[Mapping[str, Any]]
    ) -> None:
        self.booked: dict[Place, Decimal] = defaultdict(Decimal)
        named = [row for row in rows if row["worker"] and "done_on" in row]
        if named:
            days = {row["done_on"] for row in named}
            wanted = {
                "partnerships": list(partnership_ids),
                "organization": actor.organization_id,
                "labels": as_array({row["worker"] for row in named}),
                "days": as_array(days),
                "first": min(days),
                "last": max(days),
            }
            with connection.cursor() as cursor:
                cursor.execute(BOOKED, wanted)
                for where, who, day, hours in cursor.fetchall():
                    self.booked[where.int, who, day] = hours

    def book(self, partnership_id: UUID, values: Mapping[str, Any], before: Mapping[str, Any] | None) -> bool:
        """Book a row's hours in place of what it said before; False, and nothing done, where its day has no room."""
        place = (partnership_id.int, values["worker"], values["done_on"])
        old = (partnership_id.int, before["worker"], before["done_on"]) if before else None
        more = values["hours"] - (before["hours"] if before and old == place else 0)
        if values["worker"] and self.booked[place] + more > A_DAY:
            return False
        if before and old and old != place:
            self.booked[old] -= before["hours"]
        self.booked[place] += more
        return True
