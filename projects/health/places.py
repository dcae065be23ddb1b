"""Where the thing behind a part of the score stands: the page where it can be seen, and where something can be done."""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partnership.kit.addresses import path_of
from projects.health.answers import WAIT
from projects.health.benefit import MARGIN, VALUE
from projects.health.delivery import DATE, HOURS, ON_THE_DAY
from projects.health.feedback import PULSE
from projects.health.formula import LAMBDA, SPREAD, Key
from projects.health.goals import PACE
from projects.health.openness import INSIGHT, OPENED, QUESTIONS
from projects.health.warned import WARNED


class Place(NamedTuple):
    """A page by name, the words that lead to it, and the parameter that holds the subject, if it has one."""

    page: str
    words: Promise
    subject: str = ""


PLACES: Mapping[str, Place] = {
    HOURS: Place("work:project", _("To the project"), "project"),
    DATE: Place("work:project", _("To the project"), "project"),
    ON_THE_DAY: Place("work:project", _("To the project"), "project"),
    PACE: Place("goals:goal", _("To the goal"), "goal"),
    MARGIN: Place("pricing:project", _("To the open book"), "project"),
    VALUE: Place("pricing:benefit", _("To the benefit for both")),
    WAIT: Place("agreement:log", _("To the agreements")),
    QUESTIONS: Place("insight:insight", _("To the insight")),
    INSIGHT: Place("insight:insight", _("To the insight")),
    OPENED: Place("openness:openness", _("To what is open")),
    WARNED: Place("feedback:warnings", _("To the early warnings")),
    PULSE: Place("feedback:rounds", _("To the pulses")),
    SPREAD: Place("health:counted", _("How it is counted")),
    LAMBDA: Place("health:counted", _("How it is counted")),
}


def page_of(partnership_id: UUID, key: Key) -> str:
    """Return the address of the thing that a part is about."""
    place = PLACES[key.part]
    subject = {place.subject: key.subject} if place.subject and key.subject else {}
    return path_of(place.page, partnership=partnership_id, **subject)


def kind_of(key: Key) -> str:
    """Return what kind of thing the subject of a part is, "" for a part that is about no single thing."""
    return PLACES[key.part].subject
