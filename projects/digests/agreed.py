"""What was signed and how the goals stand, as short lines in the recipient's language. Amounts of money never stand here."""

import re
from dataclasses import dataclass

from django.utils.text import Truncator

from partnership.kit import formats
from partnership.kit.spoken import gettext as _
from partnership.kit.spoken import language, ngettext
from projects.agreement.queries.signed import SignedVersion
from projects.agreement.telling import in_words
from projects.digests.goal_lines import GoalLine
from projects.digests.words import kept_together, mark_of, number

MOST_DIFFERENCES = 4
LONGEST = 160
HASH = 8
# What people write may name an amount too, in a text or as the unit of a measure.
MONEY = re.compile(r"\b(?:[tm]?kr|kronor|SEK|EUR|USD|GBP|NOK|DKK|euro)\b|[€$£]", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """A line of a letter: what it is about, "" for a sentence that says it itself, and what is said of it."""

    title: str
    text: str


def signed_line(one: SignedVersion) -> Line:
    """Tell one signed version: its title, what it changed, its number in the chain and the start of its hash."""
    chained = _("no. %(number)s, %(hash)s") % {
        "number": number(one.version.link or 0),
        "hash": one.version.link_hash[:HASH],
    }
    return Line(one.version.title, f"{_changes(one)} ({kept_together(chained)})")


def goal_line(goal: GoalLine) -> Line:
    """Tell one goal: achieved against the pace, every side's confidence, and when they are far apart."""
    sure = " ".join(
        f"{mark_of(side.position)}{formats.NBSP}{formats.NOTHING if given is None else number(given)}"
        for side, given in goal.confidences
    )
    parts = [_progress(goal), _("confidence %(sure)s") % {"sure": sure}]
    if goal.apart:
        apart = ngettext("%(count)s apart: talk about it", "%(count)s apart: talk about it", goal.apart)
        parts.append(apart % {"count": number(goal.apart)})
    return Line(goal.name, " · ".join(parts))


def _changes(one: SignedVersion) -> str:
    if one.is_new:
        return _("signed by every side")
    told = [found for found in one.differences if not MONEY.search(found.text)]
    words = Truncator(in_words(told, most=MOST_DIFFERENCES)).chars(LONGEST)
    is_all = one.is_all and len(told) == len(one.differences)
    if not words:
        return _("changed: see the agreement")
    return words if is_all else _("%(changes)s; see the agreement") % {"changes": words}


def _progress(goal: GoalLine) -> str:
    if goal.achieved is None:
        return _("no value yet")
    achieved = formats.percent(goal.achieved, language(), 0)
    if goal.expected is None:
        return _("%(achieved)s achieved") % {"achieved": achieved}
    expected = formats.percent(goal.expected, language(), 0)
    return _("%(achieved)s achieved, the pace expects %(expected)s") % {
        "achieved": achieved,
        "expected": expected,
    }
