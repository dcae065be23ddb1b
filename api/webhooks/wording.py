"""How the events of webhooks are told inside their organization."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from api.webhooks.models import Endpoint
from partnership.kit.rounds import Reading, asked
from projects.activity.wording import Wording, register_wording


def names(ids: Iterable[UUID]) -> Reading[dict[UUID, str]]:
    """Return the names of the own organization's endpoints."""
    return dict((yield from asked(Endpoint.objects.filter(id__in=list(ids)).values_list("id", "name"))))


WORDINGS = {
    "webhook.made": Wording(_("%(who)s made the webhook %(what)s"), "send", names),
    "webhook.changed": Wording(_("%(who)s changed the webhook %(what)s"), "send", names),
    "webhook.secret_rotated": Wording(_("%(who)s gave the webhook %(what)s a new secret"), "lock", names),
    "webhook.paused": Wording(_("%(who)s paused the webhook %(what)s"), "send", names),
    "webhook.resumed": Wording(_("%(who)s let the webhook %(what)s go on"), "send", names),
    "webhook.replayed": Wording(_("%(who)s had events sent to %(what)s again"), "send", names),
    "webhook.stopped": Wording(_("The webhook %(what)s was stopped: its receiver failed"), "send", names),
    "webhook.removed": Wording(_("%(who)s removed a webhook"), "send"),
}


def register() -> None:
    """Tell the book's readers these kinds from now on."""
    for kind, wording in WORDINGS.items():
        register_wording(kind, wording)
