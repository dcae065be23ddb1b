"""What helped: a part of the score that rose, beside a joint action about the same thing that was done lately.

Nobody can know what would have been without it; both facts stand side by side, the same for every side. No words here but
people's own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from partnership.kit.weeks import Week
from projects.feedback.queries.done import ActionDone
from projects.health.feedback import PULSE
from projects.health.formula import Key

LATELY = timedelta(weeks=2)
"""An action shows in the week in which it is done, or in the one after."""


@dataclass(frozen=True)
class Rise:
    """A part that moved the joint score, by whole points."""

    key: Key
    points: int


@dataclass(frozen=True)
class Helped:
    """Actions about one thing, and the rises beside them; `points` is their sum."""

    actions: tuple[ActionDone, ...]
    rises: tuple[Rise, ...]

    @property
    def points(self) -> int:
        return sum(one.points for one in self.rises)


def span_of(week: Week) -> tuple[datetime, datetime]:
    """Return the time in which an action that shows in the week was done."""
    end = datetime.combine(week.next.monday, time.min, tzinfo=UTC)
    return end - LATELY, end


def helped(rises: Iterable[Rise], done: Sequence[ActionDone]) -> tuple[Helped, ...]:
    """Return what helped, the most points first; each rise counts once, with every action about its thing."""
    found: dict[tuple[ActionDone, ...], list[Rise]] = {}
    for one in rises:
        actions = tuple(action for action in done if _is_about(action, one.key))
        if actions and one.points > 0:
            found.setdefault(actions, []).append(one)
    return tuple(
        sorted((Helped(key, tuple(some)) for key, some in found.items()), key=lambda one: -one.points)
    )


def _is_about(action: ActionDone, key: Key) -> bool:
    if action.is_of_pulse:
        return key.part == PULSE
    return action.about_id is not None and action.about_id == key.subject
