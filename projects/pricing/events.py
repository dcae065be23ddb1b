"""How the events of the open book are told; a name comes from here at reading time, a price never."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.queries import PartnershipSeen
from partnership.kit.rounds import Reading, asked
from projects.activity.wording import Wording, register_wording
from projects.pricing import own_events
from projects.pricing.billing import number_text
from projects.pricing.models import Billing, Outlay
from projects.work.events import project_address
from projects.work.models import Project


def project_names(ids: Iterable[UUID]) -> Reading[dict[UUID, str]]:
    """Return projects' names by id."""
    return dict((yield from asked(Project.objects.filter(id__in=list(ids)).values_list("id", "name"))))


def book_address(partnership: PartnershipSeen, project_id: UUID) -> str:
    """Return the open book of a project."""
    return reverse("pricing:project", kwargs={"partnership": partnership.id, "project": project_id})


def sharing_address(partnership: PartnershipSeen, project_id: UUID) -> str:
    """Return where the sharing rule of a project is shown."""
    return reverse("pricing:sharing", kwargs={"partnership": partnership.id, "project": project_id})


def outlay_names(ids: Iterable[UUID]) -> Reading[dict[UUID, str]]:
    """Return what was bought by id."""
    return dict((yield from asked(Outlay.objects.filter(id__in=list(ids)).values_list("id", "text"))))


def outlay_address(partnership: PartnershipSeen, outlay_id: UUID) -> str:
    """Return the page of a purchase."""
    return reverse("pricing:outlay", kwargs={"partnership": partnership.id, "outlay": outlay_id})


def billing_names(ids: Iterable[UUID]) -> Reading[dict[UUID, str]]:
    """Return agreed bases by id: "0007 New kitchens"."""
    rows = Billing.objects.filter(id__in=list(ids), number__isnull=False)
    found = rows.values_list("id", "number", "project__name")
    return {key: f"{number_text(number)} {project}" for key, number, project in (yield from asked(found))}


def billing_address(partnership: PartnershipSeen, billing_id: UUID) -> str:
    """Return the page of a basis for billing."""
    return reverse("pricing:billing_basis", kwargs={"partnership": partnership.id, "billing": billing_id})


def register() -> None:
    """Register every kind; called once, when Django is ready."""
    for kind, wording in {**KINDS, **own_events.KINDS}.items():
        register_wording(kind, wording)


KINDS: dict[str, Wording] = {
    "pricing.sheet_agreed": Wording(
        _("The agreed price sheet stands in the book of %(what)s"),
        "circle-check",
        project_names,
        project_address,
    ),
    "pricing.sharing_agreed": Wording(
        _("The agreed sharing rule holds for %(what)s"), "circle-check", project_names, sharing_address
    ),
    "pricing.outlay_added": Wording(
        _("%(who)s wrote down a purchase: %(what)s"), "plus", outlay_names, outlay_address
    ),
    "pricing.outlay_changed": Wording(
        _("%(who)s changed the purchase %(what)s"), "pencil", outlay_names, outlay_address
    ),
    "pricing.outlay_removed": Wording(_("%(who)s took a purchase away"), "minus", outlay_names),
    "pricing.outlay_approved": Wording(
        _("%(who)s approved the purchase %(what)s"), "circle-check", outlay_names, outlay_address
    ),
    "pricing.outlay_unapproved": Wording(
        _("%(who)s took the approval of the purchase %(what)s back"), "history", outlay_names, outlay_address
    ),
    "pricing.billing_agreed": Wording(
        _("The basis for billing %(what)s is agreed"), "circle-check", billing_names, billing_address
    ),
    "pricing.costs_stated": Wording(_("%(who)s stated own costs of %(what)s"), "pencil", project_names),
}
"""Wording(sentence, icon, names of subjects, address of a subject), by kind of event."""
