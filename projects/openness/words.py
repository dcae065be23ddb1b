"""What topics, steps and places are called."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.openness.steps import SAME, Step, Topic

TOPICS: Mapping[str, str | Promise] = {
    Topic.GOALS: gettext_lazy("Goals"),
    Topic.TIME: gettext_lazy("Time"),
    Topic.COST: gettext_lazy("Cost"),
    Topic.MARGIN: gettext_lazy("Margin"),
    Topic.CAPACITY: gettext_lazy("Capacity"),
    Topic.OUTCOME_VALUE: gettext_lazy("Outcome value"),
    Topic.KEY_FIGURES: gettext_lazy("Key figures"),
    Topic.PLANS: gettext_lazy("Plans"),
    Topic.DECISIONS: gettext_lazy("Decisions"),
    Topic.RESPONSE_TIMES: gettext_lazy("Response times"),
}
STEPS: Mapping[str, str | Promise] = {
    str(int(Step.CLOSED)): gettext_lazy("0, closed"),
    str(int(Step.EXISTS)): gettext_lazy("1, a light"),
    str(int(Step.SUMMARY)): gettext_lazy("2, a summary"),
    str(int(Step.DETAIL)): gettext_lazy("3, by role"),
    str(int(Step.FULL)): gettext_lazy("4, in full"),
}
MEANINGS: Mapping[int, str | Promise] = {
    Step.CLOSED: gettext_lazy("Nothing, not even that there is something."),
    Step.EXISTS: gettext_lazy("A light: inside, above or below what you have agreed."),
    Step.SUMMARY: gettext_lazy("Ranges, of the whole and month by month."),
    Step.DETAIL: gettext_lazy("The numbers themselves, by role."),
    Step.FULL: gettext_lazy("Every line, with where it comes from."),
}
PLACES: Mapping[str, str | Promise] = {
    "book": gettext_lazy("Open book"),
    "project": gettext_lazy("Open book of a project"),
    "sheet": gettext_lazy("Price sheet"),
    "costs": gettext_lazy("Costs of a price sheet"),
    "sharing": gettext_lazy("Pain and gain share"),
    "benefit": gettext_lazy("Benefit ledger"),
    "together": gettext_lazy("Built together"),
    "health": gettext_lazy("Health"),
    "figures": gettext_lazy("Key figures"),
    "letter": gettext_lazy("Weekly letter"),
}
API = "api."


def topic_label(topic: str) -> str:
    """Return what a topic is called in the active language."""
    return str(TOPICS.get(topic, topic))


def step_label(step: int) -> str:
    """Return a step in number and word: "3, by role"."""
    return str(STEPS[str(int(step))])


def step_named(step: int) -> str:
    """Return the same for the middle of a sentence: "3 (by role)"."""
    return "{} ({})".format(*step_label(step).split(", ", 1))


def place_label(place: str) -> str:
    """Return where something was read; programs are named as such."""
    if place.startswith(API):
        return _("%(place)s, by a program") % {"place": place_label(place.removeprefix(API))}
    return str(PLACES.get(place, place))


def row_label(topic: str, side: str, reader: str) -> str:
    """Return how a row of the table is called: "Margin, Studio Nord → Havsvik Hem"."""
    return _("%(topic)s, %(side)s → %(reader)s") % {
        "topic": topic_label(topic),
        "side": side,
        "reader": reader,
    }


def pair_label(topic: str, side: str, reader: str) -> str:
    """Return the same where parity is meant: cost and margin open each other."""
    if topic in SAME:
        return _("Cost and margin, %(side)s → %(reader)s") % {"side": side, "reader": reader}
    return row_label(topic, side, reader)
