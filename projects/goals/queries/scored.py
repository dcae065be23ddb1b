"""Who has scored, and where an outcome is proposed already: that it was done, never what was said."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from partnership.kit.rounds import Reading, asked, read
from projects.activity.models import Event
from projects.agreement.models import Status, Version

RESULT = "goal_result"


def goals_scored_by(
    partnership_ids: Sequence[UUID], goal_ids: Sequence[UUID]
) -> dict[UUID, set[UUID | None]]:
    """Return the parties that have scored, by goal; the event book tells it to everybody."""
    return read(reading_scored(partnership_ids, goal_ids))


def reading_scored(
    partnership_ids: Sequence[UUID], goal_ids: Sequence[UUID]
) -> Reading[dict[UUID, set[UUID | None]]]:
    """Read the same beside what else a page asks."""
    rows = Event.objects.filter(
        partnership_id__in=partnership_ids, kind="goals.scored", subject_id__in=goal_ids
    )
    found: dict[UUID, set[UUID | None]] = defaultdict(set)
    for goal_id, party_id in (yield from asked(rows.values_list("subject_id", "party_id"))):
        found[goal_id].add(party_id)
    return dict(found)


def reading_open_results(partnership_ids: Sequence[UUID], goal_ids: Sequence[UUID]) -> Reading[set[UUID]]:
    """Read the goals whose outcome is proposed and waits for signatures."""
    rows = Version.objects.filter(
        partnership_id__in=partnership_ids,
        status=Status.OPEN,
        agreement__kind=RESULT,
        agreement__subject_id__in=goal_ids,
    )
    return set((yield from asked(rows.values_list("agreement__subject_id", flat=True))))
