"""The table of openness as a kind of agreement, about the partnership itself."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from projects.agreement.kinds import Kind, register_kind
from projects.openness.checks import check_openness
from projects.openness.putting import holds_as_signed, open_as_signed
from projects.openness.terms import FIELDS, KIND


def page(partnership_id: UUID, subject_id: UUID) -> str:
    """Return the page that shows what is open."""
    return reverse("openness:openness", kwargs={"partnership": partnership_id})


def form(partnership_id: UUID, subject_id: UUID) -> str:
    """Return where the table is written, changed or answered."""
    return reverse("openness:propose", kwargs={"partnership": partnership_id})


def register() -> None:
    """Let openness be signed; called once, when Django is ready."""
    register_kind(
        Kind(
            name=KIND,
            label=_("Openness"),
            fields=FIELDS,
            name_of=lambda values: str(_("Openness")),
            check=check_openness,
            put_in_force=open_as_signed,
            page=page,
            form=form,
            right=Right.KEEP_BOOK,
            still_holds=holds_as_signed,
        )
    )
