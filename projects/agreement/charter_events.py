"""How the shared draft of a charter is told in the book: who wrote which step, never what."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.queries import PartnershipSeen
from partnership.kit.rounds import Reading, known
from projects.activity.wording import Wording, register_wording


def draft_names(ids: Iterable[UUID]) -> Reading[dict[UUID, str]]:
    """Return what drafts are called; they go when they are proposed, so no row is asked."""
    return known({one: _("Charter") for one in ids})


def charter_address(partnership: PartnershipSeen, draft_id: UUID) -> str:
    """Return the page of the charter."""
    return reverse("agreement:charter", kwargs={"partnership": partnership.id})


WORDINGS = {
    "agreement.draft_saved": (
        gettext_lazy("%(who)s wrote in the draft of the charter, step %(step)s"),
        "pencil",
    ),
    "agreement.draft_discarded": (gettext_lazy("%(who)s let go of the draft of the charter"), "undo-2"),
}


def register() -> None:
    """Register every kind; called once, when Django is ready."""
    for kind, (sentence, icon) in WORDINGS.items():
        register_wording(kind, Wording(sentence, icon, draft_names, charter_address))
