"""How the events of openness are told; names come from here at reading time."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.queries import PartnershipSeen
from partnership.kit.rounds import Reading, asked
from projects.activity.wording import Wording, register_wording
from projects.openness.models import Ask, Grant
from projects.openness.words import row_label


def ask_names(ids: Iterable[UUID]) -> Reading[dict[UUID, str]]:
    """Return what questions are about: "Margin, Studio Nord → Havsvik Hem"."""
    rows = Ask.objects.filter(id__in=list(ids))
    found = rows.values_list("id", "topic", "owner__organization__name", "party__organization__name")
    return {
        row_id: row_label(topic, owner, party) for row_id, topic, owner, party in (yield from asked(found))
    }


def grant_names(ids: Iterable[UUID]) -> Reading[dict[UUID, str]]:
    """Return what was opened to whom, by grant."""
    rows = Grant.objects.filter(id__in=list(ids))
    found = rows.values_list("id", "topic", "party__organization__name", "reader__organization__name")
    return {
        row_id: row_label(topic, party, reader) for row_id, topic, party, reader in (yield from asked(found))
    }


def address(partnership: PartnershipSeen, subject_id: UUID) -> str:
    """Return the page of openness."""
    return reverse("openness:openness", kwargs={"partnership": partnership.id})


def register() -> None:
    """Register every kind; called once, when Django is ready."""
    register_wording("openness.agreed", Wording(AGREED, "circle-check", None, address))
    for kind, (sentence, icon) in ASKS.items():
        register_wording(kind, Wording(sentence, icon, ask_names, address))
    register_wording("openness.closed", Wording(CLOSED, "lock", grant_names, address))


AGREED = _("What is open to whom holds as every side has signed it")
CLOSED = _("%(who)s closed %(what)s, from now on to step %(step)s")
ASKS = {
    "openness.asked": (_("%(who)s asked to see %(what)s"), "send"),
    "openness.ask_agreed": (_("%(who)s said yes to opening %(what)s"), "circle-check"),
    "openness.ask_declined": (_("%(who)s said no to opening %(what)s"), "x"),
    "openness.ask_withdrawn": (_("%(who)s took the question about %(what)s back"), "pencil"),
}
