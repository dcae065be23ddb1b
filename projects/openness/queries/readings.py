"""Who looked at what a side has opened, where and how often: for that side's eyes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import BooleanField, Sum
from django.db.models.expressions import RawSQL

from accounts.queries import PartnershipSeen, names_of
from partnership.kit.errors import NotThere
from projects.openness.models import Reading
from projects.openness.steps import Step, Topic

from .records import ReadingSeen

PAGE = 50


def readings_on_page(
    partnership: PartnershipSeen, *, before: str = "", limit: int = PAGE
) -> list[ReadingSeen]:
    """Return the looks of the others at the own side's topics, newest hour first, after the one with the id `before`.

    Raises NotThere for an id that is not in the log.
    """
    rows = Reading.objects.filter(partnership_id=partnership.id, party_id=partnership.own_party.id)
    if before:
        rows = rows.filter(RawSQL("(hour, id) < (%s, %s)", _place(partnership, before), BooleanField()))
    found = list(rows.order_by("-hour", "-id")[:limit])
    people = names_of(one.person_id for one in found)
    return [_seen(one, people) for one in found]


def readings_counts(
    partnerships: Sequence[PartnershipSeen], start: datetime, end: datetime, *, using: str = "default"
) -> dict[UUID, int]:
    """Return by partnership how often the others looked at the own side's topics, from `start` to before `end`.

    Counted by the clock hour (UTC) of each look; one query.
    """
    own = [one.own_party.id for one in partnerships]
    rows = Reading.objects.using(using).filter(
        partnership_id__in=[one.id for one in partnerships], party_id__in=own, hour__gte=start, hour__lt=end
    )
    sums = rows.order_by().values("partnership_id").annotate(looks=Sum("times"))
    counted = {row["partnership_id"]: int(row["looks"]) for row in sums}
    return {one.id: counted.get(one.id, 0) for one in partnerships}


def readings_count(
    partnership: PartnershipSeen, start: datetime, end: datetime, *, using: str = "default"
) -> int:
    """Return the same of one partnership."""
    return readings_counts([partnership], start, end, using=using)[partnership.id]


def _place(partnership: PartnershipSeen, before: str) -> tuple[datetime, UUID]:
    try:
        row_id = UUID(before)
    except ValueError as error:
        raise NotThere from error
    rows = Reading.objects.filter(partnership_id=partnership.id, party_id=partnership.own_party.id, id=row_id)
    found = rows.values_list("hour", "id").first()
    if found is None:
        raise NotThere
    return found  # type: ignore[no-any-return]


def _seen(row: Reading, people: dict[UUID, str]) -> ReadingSeen:
    kept = ("id", "party_id", "reader_id", "place", "first_at", "last_at", "times")
    return ReadingSeen(
        **{name: getattr(row, name) for name in kept},
        person=people.get(row.person_id, "") if row.person_id else "",
        topic=Topic(row.topic),
        step=Step(row.step),
    )
