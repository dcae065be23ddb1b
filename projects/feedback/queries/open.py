"""What is open between the sides, in one statement for many partnerships: warnings, actions, and whose turn it is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connections

from accounts.actor import Actor
from partnership.kit.questions import Words
from partnership.kit.rounds import Reading, asked, read
from projects.feedback.queries.joint import SOON
from projects.feedback.queries.owners import ROLES


class Sort(StrEnum):
    WARNING = "warning"
    """An early warning that is open."""
    DUE = "due"
    """A joint action that is due soon or overdue, whoever sees to it."""
    UNNAMED = "unnamed"
    """A joint action for which the own side has nobody, or somebody who has left."""
    TURN = "turn"
    """A friction that the own side has yet to answer."""


# What a side has nobody for: nobody was named, or who was named is no longer one of its people who may say how it goes.
SQL = """
WITH own AS (
    SELECT a.id, a.partnership_id, a.text, a.language, a.due_on, o.party_id, o.person_id, EXISTS (
        SELECT 1 FROM accounts_membership m
        WHERE m.organization_id = %(organization)s AND m.user_id = o.person_id AND m.role = ANY (%(roles)s)
    ) AS is_named
    FROM feedback_jointaction a
    JOIN feedback_jointowner o ON o.partnership_id = a.partnership_id AND o.action_id = a.id
    WHERE a.partnership_id = ANY (%(partnerships)s) AND a.status = 'open' AND o.party_id = ANY (%(parties)s)
)
SELECT 'warning', w.partnership_id, w.id, w.what, w.language, w.created_at::date, w.party_id, NULL::uuid, EXISTS (
    SELECT 1 FROM feedback_jointaction a
    WHERE a.partnership_id = w.partnership_id AND a.origin = 'warning' AND a.origin_id = w.id
) FROM feedback_earlywarning w
WHERE w.partnership_id = ANY (%(partnerships)s) AND w.status = 'open'
UNION ALL
SELECT 'due', partnership_id, id, text, language, due_on, party_id, person_id,
       coalesce(person_id = %(person)s, false)
FROM own WHERE is_named AND due_on <= %(soon)s
UNION ALL
SELECT 'unnamed', partnership_id, id, text, language, due_on, party_id, NULL, true
FROM own WHERE NOT is_named
UNION ALL
SELECT 'turn', n.partnership_id, n.id, '', n.language, n.updated_at::date, n.party_id, NULL, true
FROM feedback_note n
WHERE n.partnership_id = ANY (%(partnerships)s) AND n.turn_id = ANY (%(parties)s)
ORDER BY 6, 3
"""


# The same tables, without a word of what they say.
PLACES = """
SELECT partnership_id FROM feedback_earlywarning WHERE partnership_id = ANY (%(ids)s) AND status = 'open'
UNION
SELECT partnership_id FROM feedback_jointaction WHERE partnership_id = ANY (%(ids)s) AND status = 'open'
UNION
SELECT partnership_id FROM feedback_note WHERE partnership_id = ANY (%(ids)s) AND turn_id IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Open:
    """One open thing, by its day: an action's is the one it is due on. `party_id` is the side that said it.

    `is_acted_on` of a warning: something is to be done about it. `is_mine` of a due action: the reader, `person_id`, sees to it.
    """

    sort: Sort
    partnership_id: UUID
    id: UUID
    text: str
    language: str
    on: date
    party_id: UUID
    person_id: UUID | None
    flag: bool

    @property
    def is_acted_on(self) -> bool:
        return self.sort == Sort.WARNING and self.flag

    @property
    def is_mine(self) -> bool:
        return self.sort == Sort.DUE and self.flag

    def seen_by(self, person_id: UUID | None) -> "Open":
        """Return the same as it is for another person of the side that has read it."""
        return replace(self, flag=self.person_id == person_id) if self.sort == Sort.DUE else self


def open_in(partnership_ids: Sequence[UUID], *, using: str) -> set[UUID]:
    """Return the partnerships in which anything is open between the sides; one query, in a sweep's door."""
    with connections[using].cursor() as cursor:
        cursor.execute(PLACES, {"ids": list(partnership_ids)})
        return {key for (key,) in cursor.fetchall()}


def open_between(actor: Actor, partnership_ids: Sequence[UUID], *, today: date) -> list[Open]:
    """Return what is open in these partnerships, the earliest day first; one query, however many they are."""
    return read(reading_open(actor, partnership_ids, today=today))


def reading_open(actor: Actor, partnership_ids: Sequence[UUID], *, today: date) -> Reading[list[Open]]:
    """Read the same beside what else a page asks."""
    values: dict[str, Any] = {
        "partnerships": list(partnership_ids),
        "parties": [actor.parties[one] for one in partnership_ids if one in actor.parties],
        "organization": actor.organization_id,
        "person": actor.person_id,
        "roles": list(ROLES),
        "soon": today + SOON,
    }
    if not values["partnerships"]:
        return []
    return [Open(Sort(sort), *cells) for sort, *cells in (yield from asked(Words(SQL, values)))]
