"""How often one side looked at what another has opened: counts alone, and no topic, for letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from projects.openness.models import Reading

OF_ONE_LOOK = ("partnership_id", "party_id", "reader_id", "who", "place", "hour")


@dataclass(frozen=True, slots=True)
class Looks:
    """`reader` opened pages with `party`'s opened topics so many times; a page with several topics counts once."""

    party_id: UUID
    reader_id: UUID
    times: int


def looked_in(partnership_ids: Sequence[UUID], *, start: datetime, end: datetime, using: str) -> set[UUID]:
    """Return the partnerships in which anybody looked in the span; one query, in a sweep's door."""
    rows = Reading.objects.using(using).filter(partnership_id__in=list(partnership_ids))
    return set(rows.filter(hour__gte=start, hour__lt=end).values_list("partnership_id", flat=True).distinct())


def looks_between(
    partnership_ids: Sequence[UUID], *, start: datetime, end: datetime
) -> dict[UUID, list[Looks]]:
    """Return the looks by partnership, from `start` to before `end` by the clock hour (UTC); one query.

    Both sides of a look find it: whoever looked, and whoever was looked at.
    """
    rows = Reading.objects.filter(partnership_id__in=list(partnership_ids), hour__gte=start, hour__lt=end)
    counted: dict[tuple[UUID, UUID, UUID], int] = {}
    for row in rows.order_by().values(*OF_ONE_LOOK).annotate(most=Max("times")):
        key = (row["partnership_id"], row["party_id"], row["reader_id"])
        counted[key] = counted.get(key, 0) + row["most"]
    found: dict[UUID, list[Looks]] = {}
    for (partnership_id, party_id, reader_id), times in sorted(counted.items()):
        found.setdefault(partnership_id, []).append(Looks(party_id, reader_id, times))
    return found
