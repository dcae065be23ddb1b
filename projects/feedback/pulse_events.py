"""How the events of pulses are told. That somebody has answered is no event."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.queries import PartnershipSeen
from partnership.kit import formats
from partnership.kit.rounds import Reading, asked
from partnership.kit.spoken import language
from projects.activity.wording import Wording, register_wording
from projects.feedback.models import Round


def pulse_names(ids: Iterable[UUID]) -> Reading[dict[UUID, str]]:
    """Return what rounds are called, by id: the month they opened in."""
    rows = Round.objects.filter(id__in=list(ids)).values_list("id", "opened_on")
    return {key: pulse_name(opened_on) for key, opened_on in (yield from asked(rows))}


def pulse_name(opened_on: date) -> str:
    """ "the pulse of 1 November 2026"."""
    return _("the pulse of %(day)s") % {"day": formats.date_long(opened_on, language())}


def pulse_address(partnership: PartnershipSeen, pulse_id: UUID) -> str:
    """Return the page of a round."""
    return reverse("feedback:pulse", kwargs={"partnership": partnership.id, "pulse": pulse_id})


def register() -> None:
    """Register every kind; called once, when Django is ready."""
    for kind, (sentence, icon) in KINDS.items():
        register_wording(kind, Wording(sentence, icon, pulse_names, pulse_address))


KINDS = {
    "feedback.pulse_opened": (gettext_lazy("Everybody is asked how it goes: %(what)s"), "activity"),
    "feedback.pulse_revealed": (gettext_lazy("What both sides said is shown: %(what)s"), "circle-check"),
    "feedback.talk_noted": (gettext_lazy("%(who)s wrote notes of the talk after %(what)s"), "pencil"),
}
