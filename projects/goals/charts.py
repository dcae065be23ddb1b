"""The chart of a goal: achieved against its pace week by week, and how sure each party was."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from accounts.queries import PartnershipSeen
from partnership.kit import formats
from partnership.kit.charts import Chart, GoalLineWords, GoalWeek, Side, goal_line
from partnership.kit.spoken import language
from projects.goals.queries.records import GoalSeen
from projects.goals.queries.story import GoalStory
from projects.goals.words import said_apart


def goal_line_of(story: GoalStory, partnership: PartnershipSeen, *, today: date) -> Chart:
    """Draw a goal's story so far, up to the day on which it was closed."""
    goal, spoken = story.goal, language()
    until = goal.closed_on or today
    weeks = [
        GoalWeek(
            min(one.week_on + timedelta(days=6), until),
            formats.week_name(one.week_on, spoken),
            _plain(one.achieved),
            _plain(one.expected),
        )
        for one in story.weeks
    ]
    # What was said in that very week: an older confidence would hide that a check-in is missing.
    said = {(one.week_on, one.party_id): one.confidence for one in story.check_ins}
    sides = [
        Side(side.name, side.position, [said.get((one.week_on, side.id)) for one in story.weeks])
        for side in partnership.parties
    ]
    return goal_line(
        weeks,
        sides,
        starts_on=goal.starts_on,
        ends_on=goal.ends_on,
        today=until,
        words=_words(goal, partnership, spoken),
        language=spoken,
        has_pace=goal.expected is not None,
    )


def _plain(share: Decimal | None) -> float | None:
    return None if share is None else float(share)


def _words(goal: GoalSeen, partnership: PartnershipSeen, spoken: formats.Language) -> GoalLineWords:
    return GoalLineWords(
        title=_("The way so far"),
        sentence=_sentence(goal, partnership, spoken),
        week=_("Week to"),
        achieved=_("Achieved"),
        expected=_("Expected"),
        confidence=_("Confidence 1–10"),
        distance=_("Points apart"),
        today=_("Today"),
        apart=said_apart(goal.distance) if goal.distance else "",
    )


def _sentence(goal: GoalSeen, partnership: PartnershipSeen, spoken: formats.Language) -> str:
    parts = [_achieved(goal, spoken)]
    given = [
        f"{side.name} {confidence}"
        for side in partnership.parties
        if (confidence := goal.confidences.get(side.id)) is not None
    ]
    if given:
        parts.append(_("Confidence: %(given)s.") % {"given": ", ".join(given)})
    return " ".join(parts)


def _achieved(goal: GoalSeen, spoken: formats.Language) -> str:
    if goal.achieved is None:
        return _("No value is written down yet.")
    achieved = formats.percent(goal.achieved, spoken, 0)
    if goal.expected is None:
        return _("%(achieved)s achieved.") % {"achieved": achieved}
    expected = formats.percent(goal.expected, spoken, 0)
    return _("%(achieved)s achieved; the pace expects %(expected)s.") % {
        "achieved": achieved,
        "expected": expected,
    }
