"""What pages say of a goal: its status in a word, and how far the sides are apart."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.kit import formats
from projects.goals.progress import Pace
from projects.goals.queries.records import GoalSeen, MeasureSeen

PILLS = {Pace.ON_TRACK: "good", Pace.BEHIND: "watch", Pace.AT_RISK: "act", None: "neutral"}


def pill_of(goal: GoalSeen) -> str:
    """Return the kind of pill that a goal's status has; what is closed or not begun has no color."""
    return "neutral" if goal.closed_on or goal.as_of < goal.starts_on else PILLS[goal.pace]


def status_of(goal: GoalSeen) -> str:
    """Return a goal's status in a word or two."""
    if goal.closed_on:
        return _("Closed")
    return _("Not begun") if goal.as_of < goal.starts_on else said_pace(goal.pace)


def said_pace(pace: Pace | None) -> str:
    """Return a pace in words."""
    words = {
        Pace.ON_TRACK: _("On track"),
        Pace.BEHIND: _("Behind"),
        Pace.AT_RISK: _("At risk"),
        None: _("No value yet"),
    }
    return words[pace]


def said_measure(measure: MeasureSeen) -> str:
    """Return a measure's status: a limit is kept or not, anything else is compared with the pace."""
    if measure.pace is None or not measure.is_threshold:
        return said_pace(measure.pace)
    return _("Kept") if measure.pace == Pace.ON_TRACK else _("Not kept")


def said_apart(points: int | None) -> str:
    """Return how far the confidences are from each other; "" while there are not two of them."""
    if points is None:
        return ""
    if points == 0:
        return _("The same on both sides")
    words = ngettext("%(points)s point apart", "%(points)s points apart", points) % {"points": points}
    return words.replace(" ", formats.NBSP, 1)
