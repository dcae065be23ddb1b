"""How the events of the room are told; what was written is fetched at reading time, as far as the reader sees it.

Of thanks and friction the book says that they were said, between the two sides: the words stay on their page.
"""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.queries import PartnershipSeen
from partnership.kit.rounds import Reading, asked
from projects.activity.wording import Wording, register_wording
from projects.feedback.models import EarlyWarning, JointAction, Note
from projects.feedback.waiting import shortened


def action_names(ids: Iterable[UUID]) -> Reading[dict[UUID, str]]:
    """Return what actions say, by id."""
    rows = JointAction.objects.filter(id__in=list(ids)).values_list("id", "text")
    return {key: shortened(text) for key, text in (yield from asked(rows))}


def warning_names(ids: Iterable[UUID]) -> Reading[dict[UUID, str]]:
    """Return what early warnings say may happen, by id."""
    rows = EarlyWarning.objects.filter(id__in=list(ids)).values_list("id", "what")
    return {key: shortened(text) for key, text in (yield from asked(rows))}


def note_names(ids: Iterable[UUID]) -> Reading[dict[UUID, str]]:
    """Return what thanks and friction are about, by kind."""
    rows = Note.objects.filter(id__in=list(ids)).values_list("id", "about")
    return {key: str(Note.About(about).label) for key, about in (yield from asked(rows))}


def action_address(partnership: PartnershipSeen, action_id: UUID) -> str:
    return reverse("feedback:action", kwargs={"partnership": partnership.id, "action": action_id})


def warning_address(partnership: PartnershipSeen, warning_id: UUID) -> str:
    return reverse("feedback:warning", kwargs={"partnership": partnership.id, "warning": warning_id})


def note_address(partnership: PartnershipSeen, note_id: UUID) -> str:
    return reverse("feedback:note", kwargs={"partnership": partnership.id, "note": note_id})


def register() -> None:
    """Register every kind; called once, when Django is ready."""
    for kind, (sentence, icon) in ACTIONS.items():
        register_wording(kind, Wording(sentence, icon, action_names, action_address))
    for kind, (sentence, icon) in WARNINGS.items():
        register_wording(kind, Wording(sentence, icon, warning_names, warning_address))
    for kind, (sentence, icon) in NOTES.items():
        register_wording(kind, Wording(sentence, icon, note_names, note_address))


ACTIONS = {
    "feedback.action_agreed": (_("%(who)s wrote down a joint action: %(what)s"), "handshake"),
    "feedback.action_changed": (_("%(who)s changed the joint action %(what)s"), "pencil"),
    "feedback.action_owner_named": (_("%(who)s named who sees to %(what)s"), "user"),
    "feedback.action_done": (_("%(who)s ticked off %(what)s"), "circle-check"),
    "feedback.action_dropped": (_("%(who)s let %(what)s go"), "x"),
    "feedback.action_reopened": (_("%(who)s took %(what)s up again"), "history"),
}
WARNINGS = {
    "feedback.warning_raised": (_("%(who)s raised an early warning: %(what)s"), "triangle-alert"),
    "feedback.warning_changed": (_("%(who)s said an early warning anew: %(what)s"), "pencil"),
    "feedback.warning_happened": (_("%(who)s said that it happened: %(what)s"), "info"),
    "feedback.warning_averted": (_("%(who)s said that it was averted: %(what)s"), "circle-check"),
    "feedback.warning_closed": (_("%(who)s closed an early warning: %(what)s"), "x"),
}
NOTES = {
    "feedback.thanks_said": (_("%(who)s said thanks (%(what)s)"), "handshake"),
    "feedback.friction_said": (_("%(who)s said what chafes (%(what)s)"), "send"),
    "feedback.note_answered": (_("%(who)s answered in between (%(what)s)"), "send"),
    "feedback.friction_settled": (_("%(who)s said that what chafed is settled (%(what)s)"), "circle-check"),
}
