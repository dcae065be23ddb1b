"""How the events of the room are told; what was written is fetched at reading time, as far as the reader sees it."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from projects.activity.wording import Wording, register_wording
from projects.feedback.models import JointAction


def action_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return what actions say, by id."""
    return dict(JointAction.objects.filter(id__in=list(ids)).values_list("id", "text"))


def register() -> None:
    """Register every kind; called once, when Django is ready."""
    for kind, (sentence, icon) in ACTIONS.items():
        register_wording(kind, Wording(sentence, icon, action_names))


ACTIONS = {
    "feedback.action_agreed": (_("%(who)s wrote down a joint action: %(what)s"), "handshake"),
    "feedback.action_changed": (_("%(who)s changed the joint action %(what)s"), "pencil"),
    "feedback.action_owner_named": (_("%(who)s named who sees to %(what)s"), "user"),
    "feedback.action_done": (_("%(who)s ticked off %(what)s"), "circle-check"),
    "feedback.action_dropped": (_("%(who)s let %(what)s go"), "x"),
    "feedback.action_reopened": (_("%(who)s took %(what)s up again"), "undo-2"),
}
