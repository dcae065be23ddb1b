"""Which measures follow which key figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from projects.goals.models import FigureLink, Goal


@dataclass(frozen=True, slots=True)
class LinkSeen:
    """A measure that follows a key figure of `party`."""

    id: UUID
    measure_id: UUID
    figure_id: UUID
    party_id: UUID


def linked_measures(partnership_id: UUID, measure_ids: Iterable[UUID]) -> set[UUID]:
    """Return those of the measures that follow a key figure; one query."""
    rows = FigureLink.objects.filter(
        partnership_id=partnership_id, measure_id__in=list(measure_ids), ended_at=None
    )
    return set(rows.values_list("measure_id", flat=True))


def links_of_goal(partnership_id: UUID, goal_id: UUID) -> list[LinkSeen]:
    """Return the links that a goal's measures have now; one query."""
    rows = FigureLink.objects.filter(
        partnership_id=partnership_id, measure__goal_id=goal_id, ended_at=None
    ).order_by("id")
    return [LinkSeen(one.id, one.measure_id, one.figure_id, one.party_id) for one in rows]


def goals_following(partnership_id: UUID, figure_id: UUID) -> list[tuple[UUID, str]]:
    """Return the goals that a key figure carries, as id and name; one query."""
    rows = Goal.objects.filter(
        partnership_id=partnership_id,
        measures__figure_links__figure_id=figure_id,
        measures__figure_links__ended_at=None,
    )
    return list(rows.order_by("name", "id").distinct().values_list("id", "name"))
