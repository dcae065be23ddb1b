"""How the events of goals are told; names come from here at reading time, as far as the reader may see."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.queries import PartnershipSeen
from partnership.kit.rounds import Reading, asked
from projects.activity.wording import Wording, register_wording
from projects.goals.models import Goal


def goal_names(ids: Iterable[UUID]) -> Reading[dict[UUID, str]]:
    """Return goals' names by id."""
    return dict((yield from asked(Goal.objects.filter(id__in=list(ids)).values_list("id", "name"))))


def goal_address(partnership: PartnershipSeen, goal_id: UUID) -> str:
    """Return the page of a goal."""
    return reverse("goals:goal", kwargs={"partnership": partnership.id, "goal": goal_id})


def register() -> None:
    """Register every kind; called once, when Django is ready."""
    for kind, (sentence, icon) in KINDS.items():
        register_wording(kind, Wording(sentence, icon, goal_names, goal_address))


KINDS = {
    "goals.checked_in": (_("%(who)s checked in on the goal %(what)s"), "circle-check"),
    "goals.value_recorded": (_("%(who)s wrote down values for the goal %(what)s: %(values)s"), "activity"),
    "goals.figure_linked": (_("%(who)s let a measure of the goal %(what)s follow a key figure"), "handshake"),
    "goals.figure_unlinked": (_("%(who)s ended a measure's link to a key figure: %(what)s"), "minus"),
    "goals.apart": (_("Confidence in the goal %(what)s is %(distance)s points apart: worth a talk"), "users"),
    "goals.scored": (_("%(who)s scored the goal %(what)s"), "pencil"),
    "goals.closed": (_("Everybody agreed on the outcome of the goal %(what)s"), "circle-check"),
}
