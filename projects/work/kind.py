"""The terms of a project as a kind of agreement: its words, its addresses, and what it does when it is in force."""

from decimal import Decimal
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.agreement.fields import Values
from projects.agreement.kinds import Kind, register_kind
from projects.work.actions.terms_in_force import agree_terms, check_terms
from projects.work.terms import FIELDS, KIND, read


def name_of(values: Values) -> str:
    """Return "Terms of New kitchens" in the active language."""
    project = values.get("project") or {"name": ""}
    return gettext("Terms of %(project)s") % {"project": project["name"]}


def page(partnership_id: UUID, project_id: UUID) -> str:
    """Return the page of the project."""
    return reverse("work:project", kwargs={"partnership": partnership_id, "project": project_id})


def form(partnership_id: UUID, project_id: UUID) -> str:
    """Return where a change of the terms, or an answer to them, is written."""
    return reverse("work:terms", kwargs={"partnership": partnership_id, "project": project_id})


def amount(values: Values) -> Decimal | None:
    """Return the money at stake, in the partnership's currency."""
    return read(values).amount_budget


def register() -> None:
    """Let the terms of projects be signed; called once, when Django is ready."""
    register_kind(
        Kind(
            name=KIND,
            label=_("Terms of a project"),
            fields=FIELDS,
            name_of=name_of,
            check=check_terms,
            put_in_force=agree_terms,
            page=page,
            form=form,
            amount=amount,
        )
    )
