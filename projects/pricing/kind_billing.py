"""A basis for billing as a kind of agreement: its subject is the basis itself, one period of one project."""

from decimal import Decimal
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from projects.agreement.fields import Values
from projects.agreement.kinds import Kind, register_kind
from projects.pricing.actions.billing_in_force import agree_billing, check_billing, drop_billing
from projects.pricing.basis_fields import FIELDS, KIND
from projects.pricing.models import Billing


def name_of(values: Values) -> str:
    """Return "Basis for billing: New kitchens, 2026-11-01 – 2026-11-30" in the active language."""
    project = values.get("project") or {"name": ""}
    said = {"project": project["name"], "first": values.get("from_on"), "last": values.get("to_on")}
    return gettext("Basis for billing: %(project)s, %(first)s – %(last)s") % said


def page(partnership_id: UUID, billing_id: UUID) -> str:
    """Return the page of the basis."""
    return reverse("pricing:billing_basis", kwargs={"partnership": partnership_id, "billing": billing_id})


def form(partnership_id: UUID, billing_id: UUID) -> str:
    """Return where it is counted again or answered with other days; "" for an agreed one, which stays as it is."""
    rows = Billing.objects.filter(partnership_id=partnership_id, id=billing_id)
    if rows.filter(status=Billing.Status.AGREED).exists():
        return ""
    return reverse("pricing:billing_change", kwargs={"partnership": partnership_id, "billing": billing_id})


def amount(values: Values) -> Decimal | None:
    """Return the money at stake, also where it is paid back."""
    total = values.get("total")
    return abs(Decimal(total["amount"])) if total else None


def register() -> None:
    """Let bases for billing be signed; called once, when Django is ready."""
    register_kind(
        Kind(
            name=KIND,
            label=_("Basis for billing"),
            fields=FIELDS,
            name_of=name_of,
            check=check_billing,
            put_in_force=agree_billing,
            let_go=drop_billing,
            page=page,
            form=form,
            amount=amount,
            right=Right.KEEP_BOOK,
            is_discreet=True,
        )
    )
