"""A webhook that was stopped waits for somebody who mends its receiver and lets it go on."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import Right
from accounts.actor import Actor
from accounts.models import Party
from accounts.queries import PartnershipSeen
from api.webhooks.models import Endpoint
from api.webhooks.queries import reading_stopped
from partnership.kit.rounds import Reading
from projects.activity.waiting import Waiting


def where_webhooks_wait(partnership_ids: Sequence[UUID]) -> set[UUID]:
    """Return the partnerships of which a side has a stopped webhook; in a sweep's door."""
    stopped = Endpoint.objects.using("system").filter(
        organization_id=OuterRef("organization_id"), stopped_at__isnull=False
    )
    rows = Party.objects.using("system").filter(Exists(stopped), partnership_id__in=list(partnership_ids))
    return set(rows.values_list("partnership_id", flat=True))


def waiting_webhooks(actor: Actor, partnerships: Sequence[PartnershipSeen]) -> Reading[list[Waiting]]:
    """Read the stopped webhooks, each in the first of these partnerships that it hears of; one query."""
    if not actor.may(Right.MANAGE_WEBHOOKS) or not partnerships or actor.organization_id is None:
        return []
    found = []
    for key, name, status, since, chosen in (yield from reading_stopped(actor.organization_id)):
        first = next((one.id for one in partnerships if not chosen or one.id in chosen), None)
        if first is None:
            continue
        gone = status == Endpoint.Status.GONE
        found.append(
            Waiting(
                partnership_id=first,
                kind="webhooks.stopped",
                title=_("The webhook “%(name)s” was stopped") % {"name": name},
                text=_("Its receiver said that it is gone.")
                if gone
                else _("Its receiver failed for five days."),
                url=reverse("webhooks:endpoint", args=[key]),
                action=_("See what it answered"),
                since=since.date(),
            )
        )
    return found
