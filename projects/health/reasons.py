"""Facts told as sentences, in the language that is active. Short, no blame, never a party's name as the cause."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.kit import formats
from partnership.kit.spoken import language
from projects.health import benefit, benefit_words, feedback, feedback_words, opened_words, openness
from projects.health.answers import WAIT
from projects.health.benefit import MARGIN, VALUE
from projects.health.delivery import DATE, HOURS, ON_THE_DAY
from projects.health.feedback import PULSE
from projects.health.formula import LAMBDA, SPREAD, Key
from projects.health.goals import PACE
from projects.health.openness import INSIGHT, OPENED, QUESTIONS
from projects.health.warned import WARNED
from projects.health.words import DIMENSIONS, number, percent
from projects.health.words import days as in_days

Fact = Mapping[str, Any]


def told(key: Key, *, now: Fact, before: Fact, subject: str = "") -> str:
    """The sentence behind one driver; `before` is last week's fact, told beside when it was another."""
    if key.dimension == SPREAD:
        return SPREAD_WORDS[key.part]()
    if not now:
        return _gone(key, subject)
    return TELLERS[key.part](now, before, subject)


def missing(key: Key, *, subject: str) -> str:
    """What is not known about a project or a goal, and what would make it known."""
    if key.part == HOURS:
        return _("%(project)s: no hour budget agreed, or no estimates yet") % {"project": subject}
    if key.part == PACE:
        return _("%(goal)s: no value yet; the first check-in makes it count") % {"goal": subject}
    if key.dimension == benefit.DIMENSION:
        return benefit_words.missing(key.part, subject)
    return _("%(project)s: no delivery date agreed, or too early to forecast") % {"project": subject}


def hidden() -> str:
    """What is said of a thing that the reader may not see; its points are told all the same."""
    return _("Not open to you. Its points count all the same.")


def dimension_name(dimension: str) -> str:
    """The dimension's name in the active language."""
    return str(DIMENSIONS[dimension])


def part_name(key: Key, *, subject: str = "") -> str:
    """What a row of the table is about."""
    name = {
        HOURS: _("Hours against the budget"),
        DATE: _("Delivery against the agreed day"),
        ON_THE_DAY: _("Deliveries on the agreed day, 8 weeks"),
        PACE: _("Achieved against the pace"),
        WAIT: _("How long own proposals and questions wait for an answer, 8 weeks"),
        MARGIN: _("The fair range that you have signed"),
        VALUE: _("Confirmed outcomes against what is given for them"),
        OPENED: _("What the others open, against what was agreed"),
        QUESTIONS: _("How long own questions wait, 8 weeks"),
        INSIGHT: _("How fresh the others keep their business context"),
        PULSE: _("What this side said in the newest pulse, less for views apart"),
        WARNED: _("Early warnings with something done about them, 8 weeks"),
    }[key.part]
    return f"{subject}: {name[0].lower()}{name[1:]}" if subject else name


def _hours(now: Fact, before: Fact, project: str) -> str:
    values = {"project": project, "percent": percent(now["percent"])}
    was = before.get("percent", now["percent"])
    if now["finished"]:
        return _("%(project)s took %(percent)s of its hours") % values
    if was == now["percent"]:
        return _("%(project)s is heading for %(percent)s of its hours") % values
    return _("%(project)s is heading for %(percent)s of its hours, was %(was)s") % {
        **values,
        "was": percent(was),
    }


def _date(now: Fact, before: Fact, project: str) -> str:
    late, was = now["days_late"], before.get("days_late", now["days_late"])
    values = {"project": project, "day": formats.date_short(date.fromisoformat(now["on"]), language())}
    if now["finished"]:
        return _("%(project)s was delivered on %(day)s%(late)s") % {**values, "late": _late(late)}
    if was != now["days_late"] and "on" in before:
        old = formats.date_short(date.fromisoformat(before["on"]), language())
        sentence = _("%(project)s is heading for %(day)s%(late)s; the forecast was %(old)s")
        return sentence % {**values, "late": _late(late), "old": old}
    return _("%(project)s is heading for %(day)s%(late)s") % {**values, "late": _late(late)}


def _late(days: int) -> str:
    if days == 0:
        return _(", the agreed day")
    if days < 0:
        return ngettext(", %(count)s day early", ", %(count)s days early", -days) % {"count": number(-days)}
    return ngettext(", %(count)s day late", ", %(count)s days late", days) % {"count": number(days)}


def _on_the_day(now: Fact, before: Fact, project: str) -> str:
    values = {"project": project, "kept": number(now["kept"]), "due": number(now["due"])}
    if now == before or not before:
        return _("%(project)s: %(kept)s of %(due)s deliveries on the agreed day") % values
    return _(
        "%(project)s: %(kept)s of %(due)s deliveries on the agreed day, was %(was_kept)s of %(was_due)s"
    ) % {
        **values,
        "was_kept": number(before["kept"]),
        "was_due": number(before["due"]),
    }


def _pace(now: Fact, before: Fact, goal: str) -> str:
    if now["expected"] is None:
        return _("%(goal)s: %(kept)s of what is to be kept is kept") % {
            "goal": goal,
            "kept": percent(now["kept"]),
        }
    values = {"goal": goal, "achieved": percent(now["achieved"]), "expected": percent(now["expected"])}
    was = before.get("achieved", now["achieved"])
    if was is None or was == now["achieved"]:
        return _("%(goal)s: %(achieved)s achieved of the %(expected)s that the pace expects") % values
    sentence = _("%(goal)s: %(achieved)s achieved of the %(expected)s that the pace expects, was %(was)s")
    return sentence % {**values, "was": percent(was)}


def _wait(now: Fact, before: Fact, _subject: str) -> str:
    days, was = Decimal(now["days"]), Decimal(before.get("days", now["days"]))
    if days == was:
        return _waiting(days)
    return _("%(now)s, was %(was)s") % {"now": _waiting(days), "was": in_days(was)}


def _waiting(days: Decimal) -> str:
    if days == 0:
        return _("Proposals and questions are answered the same day")
    if days == 1:
        return _("Proposals and questions wait 1 working day for an answer")
    return _("Proposals and questions wait %(days)s working days for an answer") % {"days": in_days(days)}


def _gone(key: Key, subject: str) -> str:
    if key.part == ON_THE_DAY:
        return _("%(project)s: no deliveries were due in the last 8 weeks") % {"project": subject}
    if key.part == WAIT:
        return _("No proposal or question has waited for an answer in the last 8 weeks")
    if key.dimension in GONE:
        return GONE[key.dimension](key.part, subject)
    return _("%(project)s no longer counts") % {"project": subject}


TELLERS: Mapping[str, Callable[[Fact, Fact, str], str]] = {
    HOURS: _hours,
    DATE: _date,
    ON_THE_DAY: _on_the_day,
    PACE: _pace,
    WAIT: _wait,
    MARGIN: benefit_words.margin,
    VALUE: benefit_words.value,
    OPENED: opened_words.opened,
    QUESTIONS: opened_words.questions,
    INSIGHT: opened_words.insight,
    PULSE: feedback_words.pulse,
    WARNED: feedback_words.warned,
}
GONE: Mapping[str, Callable[[str, str], str]] = {
    openness.DIMENSION: lambda part, _subject: opened_words.gone(part),
    benefit.DIMENSION: benefit_words.gone,
    feedback.DIMENSION: lambda part, _subject: feedback_words.gone(part),
}
SPREAD_WORDS: Mapping[str, Callable[[], str]] = {
    SPREAD: lambda: _("The sides’ scores came closer or moved apart"),
    LAMBDA: lambda: _("The distance between the sides counts otherwise: new weights are signed"),
}
