"""How the events of agreements are told; what an agreement is called comes from its newest version, at reading time."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.queries import PartnershipSeen
from partnership.kit.rounds import Reading, asked
from projects.activity.wording import Wording, register_wording
from projects.agreement.kinds import kind_named
from projects.agreement.models import Version
from projects.agreement.reading import values_of


def agreement_names(ids: Iterable[UUID]) -> Reading[dict[UUID, str]]:
    """Return what agreements are called by now, by id, in the active language."""
    rows = Version.objects.filter(agreement_id__in=list(ids)).select_related("agreement")
    newest = rows.order_by("agreement_id", "-number").distinct("agreement_id")
    return {
        one.agreement_id: str(kind_named(one.agreement.kind).name_of(values_of(one)))
        for one in (yield from asked(newest))
    }


def agreement_address(partnership: PartnershipSeen, agreement_id: UUID) -> str:
    """Return the page of an agreement."""
    return reverse("agreement:agreement", kwargs={"partnership": partnership.id, "agreement": agreement_id})


def register() -> None:
    """Register every kind; called once, when Django is ready."""
    for step, (sentence, icon) in STEPS.items():
        register_wording(f"agreement.{step}", Wording(sentence, icon, agreement_names, agreement_address))


STEPS = {
    "proposed": (_("%(who)s proposed %(what)s"), "send"),
    "amended": (_("%(who)s changed the proposal %(what)s: version %(number)s"), "pencil"),
    "corrected": (_("%(who)s put a slip of the pen right in %(what)s"), "pencil"),
    "countered": (_("%(who)s answered with a counter-proposal to %(what)s: version %(number)s"), "send"),
    "signed": (_("%(who)s signed %(what)s"), "check"),
    "in_force": (_("%(what)s is in force: every side has signed"), "handshake"),
    "declined": (_("%(who)s declined %(what)s"), "x"),
    "withdrawn": (_("%(who)s withdrew the proposal %(what)s"), "minus"),
    "reminded": (_("%(who)s reminded everybody that %(what)s waits for signatures"), "mail"),
}
