"""The sharing rule of a project as a kind of agreement."""

from decimal import Decimal
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from projects.agreement.fields import Values
from projects.agreement.kinds import Kind, register_kind
from projects.pricing.actions.sharing_in_force import agree_sharing, check_sharing
from projects.pricing.sharing import FIELDS, KIND


def name_of(values: Values) -> str:
    """Return "Pain and gain share of New kitchens" in the active language."""
    project = values.get("project") or {"name": ""}
    return gettext("Pain and gain share of %(project)s") % {"project": project["name"]}


def page(partnership_id: UUID, project_id: UUID) -> str:
    """Return the simulator, where the rule in force is shown and another is written."""
    return reverse("pricing:sharing", kwargs={"partnership": partnership_id, "project": project_id})


def amount(values: Values) -> Decimal | None:
    """Return the target: the money at stake."""
    target = values.get("target")
    return Decimal(target["amount"]) if target else None


def register() -> None:
    """Let sharing rules be signed; called once, when Django is ready."""
    register_kind(
        Kind(
            name=KIND,
            label=_("Pain and gain share"),
            fields=FIELDS,
            name_of=name_of,
            check=check_sharing,
            put_in_force=agree_sharing,
            page=page,
            form=page,
            amount=amount,
            right=Right.KEEP_BOOK,
            is_discreet=True,
        )
    )
