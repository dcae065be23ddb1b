"""How many partnerships stand at once, as a portfolio shows them: one statement each, however many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from partnership.kit.questions import Kept
from partnership.kit.rounding import rounded
from partnership.kit.rounds import Reading, asked, read
from partnership.kit.weeks import Week
from projects.health.alert_words import AlertSeen, alerts_seen
from projects.health.models import Snapshot

LATELY = 4
"""A score older than so many weeks says nothing of now."""


@dataclass(frozen=True)
class Standing:
    """A partnership's newest week: whole score, its change since the week before, band, and what is worth a talk."""

    score: int | None
    change: int | None
    band: str
    alerts: tuple[AlertSeen, ...]


NOTHING = Standing(None, None, "", ())


def standings(partnership_ids: Sequence[UUID], week: Week) -> dict[UUID, Standing]:
    """Return how each partnership stands, told in the active language; those without a lately counted week are left out."""
    return read(reading_standings(partnership_ids, week))


def reading_standings(partnership_ids: Sequence[UUID], week: Week) -> Reading[dict[UUID, Standing]]:
    """Read the same beside what else a page asks."""
    span = {"first": week.shifted(1 - LATELY).monday, "last": week.monday}
    rows = yield from asked(Kept(_lately, partnerships=list(partnership_ids), **span))
    found: dict[UUID, list[Snapshot]] = {}
    for row in rows:
        found.setdefault(row.partnership_id, []).append(row)
    return {key: _standing(weeks) for key, weeks in found.items()}


def reading_tracks(
    partnership_ids: Sequence[UUID], week: Week, weeks: int
) -> Reading[dict[UUID, list[Decimal | None]]]:
    """Read the joint scores of the last weeks, oldest first, None where a week has none; for every partnership asked for."""
    first = week.shifted(1 - weeks).monday
    span = {"first": first, "last": week.monday}
    rows = yield from asked(Kept(_scores, partnerships=list(partnership_ids), **span))
    found: dict[UUID, list[Decimal | None]] = {one: [None] * weeks for one in partnership_ids}
    for key, week_on, joint in rows:
        found[key][(week_on - first).days // 7] = joint
    return found


def _between(partnerships: list[UUID], first: date, last: date) -> QuerySet[Snapshot]:
    return Snapshot.objects.filter(partnership_id__in=partnerships, week_on__gte=first, week_on__lte=last)


def _lately(partnerships: list[UUID], first: date, last: date) -> QuerySet[Snapshot]:
    rows = _between(partnerships, first, last).order_by("partnership_id", "-week_on")
    return rows.only("partnership_id", "week_on", "joint", "band", "alerts")


def _scores(partnerships: list[UUID], first: date, last: date) -> QuerySet[Any]:
    return _between(partnerships, first, last).values_list("partnership_id", "week_on", "joint")


def _standing(weeks: Sequence[Snapshot]) -> Standing:
    newest = weeks[0]
    before = next((one for one in weeks[1:] if one.week_on == Week.of(newest.week_on).previous.monday), None)
    score, earlier = _whole(newest), _whole(before)
    return Standing(
        score=score,
        change=None if score is None or earlier is None else score - earlier,
        band=newest.band,
        alerts=alerts_seen(newest.alerts, week_on=newest.week_on),
    )


def _whole(row: Snapshot | None) -> int | None:
    return None if row is None or row.joint is None else int(rounded(row.joint))
