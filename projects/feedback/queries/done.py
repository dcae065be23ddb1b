"""Joint actions that were done in a span, and what each was about: one statement for many partnerships."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from partnership.kit.questions import Words
from partnership.kit.rounds import Reading, asked

# What a pulse or a warning is about is no secret between the sides; of what chafed only the two sides know, so an action
# that came of it is about nothing here. A delivery counts to its project.
SQL = """
SELECT a.partnership_id, a.text, a.language, a.origin, CASE w.about
    WHEN 'deliverable' THEN (
        SELECT d.project_id FROM work_deliverable d WHERE d.partnership_id = w.partnership_id AND d.id = w.about_id
    ) ELSE w.about_id END
FROM feedback_jointaction a
LEFT JOIN feedback_earlywarning w
    ON w.partnership_id = a.partnership_id AND a.origin = 'warning' AND w.id = a.origin_id
WHERE a.partnership_id = ANY (%(partnerships)s) AND a.status = 'done' AND a.origin IN ('round', 'warning')
  AND a.closed_at >= %(start)s AND a.closed_at < %(end)s
ORDER BY a.closed_at, a.id
"""


@dataclass(frozen=True, slots=True)
class ActionDone:
    """What was done. `about_id` is the project or goal of the warning it came of; `is_of_pulse`: it came of a talk."""

    text: str
    language: str
    is_of_pulse: bool
    about_id: UUID | None


def reading_done(
    partnership_ids: Sequence[UUID], *, start: datetime, end: datetime
) -> Reading[dict[UUID, list[ActionDone]]]:
    """Read what was done from start, before end, by partnership, in the order in which it was; others are left out."""
    values: dict[str, Any] = {"partnerships": list(partnership_ids), "start": start, "end": end}
    found: dict[UUID, list[ActionDone]] = defaultdict(list)
    for partnership_id, text, language, origin, about_id in (yield from asked(Words(SQL, values))):
        found[partnership_id].append(ActionDone(text, language, origin == "round", about_id))
    return dict(found)
