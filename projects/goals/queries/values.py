"""The values that a form about a goal begins with."""

from typing import Any
from uuid import UUID

from projects.agreement.models import Status, Version
from projects.agreement.reading import values_of

GOAL = "goal"


def newest_version(partnership_id: UUID, kind: str, subject_id: UUID) -> Version | None:
    """Return the newest version about a subject, whatever became of it."""
    rows = Version.objects.filter(
        partnership_id=partnership_id, agreement__kind=kind, agreement__subject_id=subject_id
    )
    found: Version | None = rows.order_by("-number").first()
    return found


def newest_values(partnership_id: UUID, kind: str, subject_id: UUID) -> dict[str, Any] | None:
    """Return the values of the newest version about a subject."""
    version = newest_version(partnership_id, kind, subject_id)
    return values_of(version) if version else None


def values_of_goal(partnership_id: UUID, goal_id: UUID) -> dict[str, Any] | None:
    """Return what a change of a goal begins with: what is proposed now, else what holds, else what was said last."""
    rows = Version.objects.filter(
        partnership_id=partnership_id, agreement__kind=GOAL, agreement__subject_id=goal_id
    ).order_by("-number")
    for status in (Status.OPEN, Status.SIGNED):
        if found := rows.filter(status=status).first():
            return values_of(found)
    return newest_values(partnership_id, GOAL, goal_id)
