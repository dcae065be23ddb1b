"""The money in the benefit ledger, summed where it stands: by side, quarter, way, sort and what the others said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connections

from projects.pricing.benefit import Answer, Item, quarter_of
from projects.pricing.benefit_shown import Quarter

# One no is a no, then one yes is enough; only words on the entry as it stands count.
SQL = """
WITH entries AS MATERIALIZED (
    SELECT id, partnership_id, party_id, way, sort, value, done_on, version
    FROM pricing_entry
    WHERE partnership_id = ANY (%(partnerships)s) AND removed_at IS NULL
      AND (%(party)s::uuid IS NULL OR party_id = %(party)s::uuid)
), said AS MATERIALIZED (
    SELECT c.entry_id, c.entry_version, bool_and(c.agrees) AS agrees
    FROM pricing_confirmation c
    WHERE c.partnership_id = ANY (%(partnerships)s)
    GROUP BY 1, 2
)
SELECT e.partnership_id, e.party_id, date_trunc('quarter', e.done_on::timestamp)::date, e.way, e.sort,
       CASE s.agrees WHEN true THEN 'confirmed' WHEN false THEN 'declined' ELSE 'waits' END,
       e.value IS NULL, sum(e.value), count(*)
FROM entries e LEFT JOIN said s ON s.entry_id = e.id AND s.entry_version = e.version
GROUP BY 1, 2, 3, 4, 5, 6, 7
ORDER BY 1, 2, 3, 4, 5, 6, 7
"""


@dataclass(frozen=True, slots=True)
class Summed:
    """Entries of one side, quarter, way, sort and answer together; `count` of them."""

    partnership_id: UUID
    party_id: UUID
    quarter: Quarter
    item: Item
    count: int


def sums_in(
    partnership_ids: Sequence[UUID], *, party_id: UUID | None = None, using: str = "default"
) -> list[Summed]:
    """Return the sums of the ledgers that the reader's door shows: one statement. Raw: only the gate gives them on."""
    values = {"partnerships": list(partnership_ids), "party": party_id}
    with connections[using].cursor() as cursor:
        cursor.execute(SQL, values)
        return [_summed(*row) for row in cursor.fetchall()]


def _summed(*row: Any) -> Summed:
    partnership_id, party_id, first, way, sort, answer, is_in_words, value, count = row
    amount: Decimal | None = None if is_in_words else value
    item = Item(way == "gain", sort, amount, Answer(answer))
    return Summed(partnership_id, party_id, _quarter(first), item, count)


def _quarter(first: date) -> Quarter:
    return quarter_of(first.year, first.month)
