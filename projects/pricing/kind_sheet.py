"""The price sheet of a project as a kind of agreement."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from projects.agreement.fields import Values
from projects.agreement.kinds import Kind, register_kind
from projects.pricing.actions.sheets_in_force import agree_sheet, at_stake, check_sheet
from projects.pricing.sheet import FIELDS, KIND


def name_of(values: Values) -> str:
    """Return "Price sheet of New kitchens" in the active language."""
    project = values.get("project") or {"name": ""}
    return gettext("Price sheet of %(project)s") % {"project": project["name"]}


def page(partnership_id: UUID, project_id: UUID) -> str:
    """Return the open book of the project."""
    return reverse("pricing:project", kwargs={"partnership": partnership_id, "project": project_id})


def form(partnership_id: UUID, project_id: UUID) -> str:
    """Return where a price sheet, or an answer to one, is written."""
    return reverse("pricing:sheet", kwargs={"partnership": partnership_id, "project": project_id})


def register() -> None:
    """Let price sheets be signed; called once, when Django is ready."""
    register_kind(
        Kind(
            name=KIND,
            label=_("Price sheet"),
            fields=FIELDS,
            name_of=name_of,
            check=check_sheet,
            put_in_force=agree_sheet,
            page=page,
            form=form,
            amount=at_stake,
            right=Right.KEEP_BOOK,
            is_discreet=True,
        )
    )
