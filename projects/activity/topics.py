"""What letters tell of, by topic, and how a person wants each: at once, in the weekly letter, or not at all.

Invitations, offers, mail about the sign-in and stopped webhooks are no topics: they always come.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from projects.activity.waiting import Waiting


class Choice(models.TextChoices):
    NOW = "now", _("At once")
    LETTER = "letter", _("In the letter")
    OFF = "off", _("Not at all")


@dataclass(frozen=True)
class Topic:
    """A topic and the kinds of what waits that belong to it, by their beginnings."""

    name: str
    title: str | Promise
    kinds: tuple[str, ...]
    can_come_at_once: bool = True


HEALTH = "health"
TOPICS = (
    Topic("agreements", _("Proposals and agreements to answer"), ("agreement.", "openness.")),
    Topic("goals", _("Goals and check-ins"), ("goals.",)),
    Topic("pulse", _("The pulse"), ("feedback.pulse",)),
    Topic(
        "between",
        _("Thanks, friction, warnings and joint actions"),
        ("feedback.turn", "feedback.warning", "feedback.unnamed", "feedback.due"),
    ),
    Topic("insight", _("Questions and insight"), ("insight.",)),
    Topic("book", _("Hours, purchases and benefit to approve"), ("pricing.",)),
    Topic("work", _("Projects and the work log"), ("work.",)),
    # Counted once a week, so it comes with the letter.
    Topic(HEALTH, _("Alerts of the relationship's health"), (), can_come_at_once=False),
)
NAMES = tuple(one.name for one in TOPICS)

Choices = Mapping[str, str]
"""Choices by topic; for a topic that is not there the letter is the choice."""


def topic_of(kind: str) -> str:
    """Return the topic of what waits, "" for a kind that belongs to none: that is always told."""
    return next((one.name for one in TOPICS if kind.startswith(one.kinds)), "") if kind else ""


def choice_of(choices: Choices, topic: str) -> str:
    return choices.get(topic, Choice.LETTER)


def wanted(waiting: Sequence[Waiting], choices: Choices) -> list[Waiting]:
    """Return what waits without the topics that the person wants nothing of, in the same order."""
    return [one for one in waiting if choice_of(choices, topic_of(one.kind)) != Choice.OFF]


def at_once(waiting: Sequence[Waiting], choices: Choices) -> list[Waiting]:
    """Return what waits in the topics that the person wants at once, in the same order."""
    return [one for one in waiting if choice_of(choices, topic_of(one.kind)) == Choice.NOW]
