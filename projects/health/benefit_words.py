"""Facts of benefit told as sentences, in the language that is active. No money and no word of it: letters carry them too."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from projects.health.benefit import FAR, INSIDE, MARGIN, NEAR

Fact = Mapping[str, Any]


def margin(now: Fact, before: Fact, project: str) -> str:
    """Where a project stands against the range that was signed as fair."""
    values = {"project": project}
    return {
        INSIDE: _("%(project)s is inside the fair range that you have signed") % values,
        NEAR: _("%(project)s is near the fair range that you have signed") % values,
        FAR: _("%(project)s is far from the fair range that you have signed") % values,
    }[now["light"]]


def value(now: Fact, before: Fact, _subject: str) -> str:
    """Whether confirmed outcomes cover what is given for them."""
    return {
        INSIDE: _("Confirmed outcomes cover what is given for them"),
        NEAR: _("Confirmed outcomes nearly cover what is given for them"),
        FAR: _("Confirmed outcomes do not cover yet what is given for them"),
    }[now["light"]]


def missing(part: str, subject: str) -> str:
    """What an opened side has not stated yet."""
    if part == MARGIN:
        return _("%(project)s: opened, but not all of it is stated yet") % {"project": subject}
    return _("Opened, but no outcome is confirmed yet")


def gone(part: str, subject: str) -> str:
    """What is said when last week had a fact and this one has none."""
    if part == MARGIN:
        return _("%(project)s: the fair range no longer counts, as it is not open to every side") % {
            "project": subject
        }
    return _("The value of outcomes no longer counts, as it is not open to every side")
