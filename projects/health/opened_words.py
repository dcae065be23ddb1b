"""Facts of openness told as sentences, in the language that is active."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.health.openness import INSIGHT, QUESTIONS
from projects.health.words import days as in_days
from projects.health.words import number

Fact = Mapping[str, Any]


def opened(now: Fact, before: Fact, _subject: str) -> str:
    """How many agreed topics are as open as agreed, and how many ran out."""
    values = {"kept": number(now["kept"]), "agreed": number(now["agreed"])}
    sentence = _("%(kept)s of %(agreed)s agreed topics are as open as agreed") % values
    if now["expired"]:
        sentence = _("%(sentence)s; %(expired)s") % {
            "sentence": sentence,
            "expired": _expired(now["expired"]),
        }
    was = (before.get("kept", now["kept"]), before.get("agreed", now["agreed"]))
    if was == (now["kept"], now["agreed"]):
        return sentence
    return _("%(now)s, was %(kept)s of %(agreed)s") % {
        "now": sentence,
        "kept": number(was[0]),
        "agreed": number(was[1]),
    }


def questions(now: Fact, before: Fact, _subject: str) -> str:
    """How long questions to open a topic wait."""
    days, was = Decimal(now["days"]), Decimal(before.get("days", now["days"]))
    if days == was:
        return _waiting(days)
    return _("%(now)s, was %(was)s") % {"now": _waiting(days), "was": in_days(was)}


def insight(now: Fact, before: Fact, _subject: str) -> str:
    """How many pages of business context are fresh."""
    sentence = _("%(fresh)s of %(pages)s pages of business context are fresh") % {
        "fresh": number(now["fresh"]),
        "pages": number(now["pages"]),
    }
    was = (before.get("fresh", now["fresh"]), before.get("pages", now["pages"]))
    if was == (now["fresh"], now["pages"]):
        return sentence
    return _("%(now)s, was %(kept)s of %(agreed)s") % {
        "now": sentence,
        "kept": number(was[0]),
        "agreed": number(was[1]),
    }


def gone(part: str) -> str:
    """What is said when last week had a fact and this one has none."""
    if part == QUESTIONS:
        return _("No question has waited for an answer in the last 8 weeks")
    if part == INSIGHT:
        return _("No page of business context says any longer until when it is fresh")
    return _("Nothing is agreed to be open any longer")


def _expired(count: int) -> str:
    return ngettext(
        "%(count)s ran out and was not renewed", "%(count)s ran out and were not renewed", count
    ) % {"count": number(count)}


def _waiting(days: Decimal) -> str:
    if days == 0:
        return _("Questions are answered the same day")
    if days == 1:
        return _("Questions wait 1 working day for an answer")
    return _("Questions wait %(days)s working days for an answer") % {"days": in_days(days)}
