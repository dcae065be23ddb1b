"""The shape of a project's terms as people write them: the whole of what every party signs, deliverables and all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from accounts.queries import PartnershipSeen
from partnership.kit.forms import DayField, NumberField, OnceForm
from projects.work.forms import FactsForm
from projects.work.models import Deliverable
from projects.work.terms import Part, Terms

ROLES = ("commissioned_by", "delivered_by")
PLAIN = ("hours_budget", "amount_budget", "starts_on", "delivery_on")


@dataclass(frozen=True)
class Row:
    """A deliverable in the form: what is planned beside the two fields of what is to be agreed."""

    deliverable: Deliverable
    hours: BoundField
    day: BoundField

    @property
    def differs(self) -> bool:
        """Whether something is planned that is not agreed just so."""
        one = self.deliverable
        return (one.hours_budget or one.agreed_hours, one.planned_on or one.agreed_on) != (
            one.agreed_hours,
            one.agreed_on,
        )


class TermsForm(OnceForm):
    """`seen` is the newest version that the page showed; `basis` fills the form, and deliverables get a row each."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    commissioned_by = forms.TypedChoiceField(label=_("Commissioned by"), coerce=UUID)
    delivered_by = forms.TypedChoiceField(label=_("Delivered by"), coerce=UUID)
    hours_budget = NumberField(
        label=_("Hour budget"),
        required=False,
        max_digits=9,
        decimal_places=2,
        help_text=_("Hours of both sides together. Leave it empty while none is agreed."),
    )
    amount_budget = NumberField(
        label=_("Money budget, excl. VAT"), required=False, max_digits=14, decimal_places=2
    )
    starts_on = DayField(label=_("Starts"), required=False)
    delivery_on = DayField(
        label=_("Delivery date"), required=False, help_text=_("Leave it empty while none is agreed.")
    )
    word = forms.CharField(
        label=_("A word with it"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self,
        *args: Any,
        partnership: PartnershipSeen,
        basis: Terms | None = None,
        seen: int = 0,
        deliverables: Sequence[Deliverable] = (),
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {
            "seen": seen,
            **(_initial(basis) if basis else {}),
            **(kwargs.get("initial") or {}),
        }
        super().__init__(*args, **kwargs)
        self.currency, self.deliverables = partnership.currency, deliverables
        self.fields["amount_budget"].help_text = partnership.currency
        for name in ROLES:
            sides = [(side.id, side.name) for side in partnership.parties]
            self.fields[name].choices = [("", "–"), *sides]  # type: ignore[attr-defined]
        for one in deliverables:
            self._add(one)

    def _add(self, one: Deliverable) -> None:
        hours = {"label": _("Agreed hours"), "max_digits": 9, "decimal_places": 2}
        self.fields[f"hours_{one.id}"] = NumberField(required=False, **hours)
        self.fields[f"day_{one.id}"] = DayField(label=_("Agreed day"), required=False)

    @property
    def rows(self) -> list[Row]:
        """The deliverables with their fields, for the table of the page."""
        return [Row(one, self[f"hours_{one.id}"], self[f"day_{one.id}"]) for one in self.deliverables]

    def freshen(self, seen: int) -> None:
        """Take what was typed as written beside the newest version: the next sending is meant for that one."""
        self.data = {**self.data, "seen": str(seen)}

    def terms(self) -> Terms:
        """Return what was written, as the action takes it."""
        said: Mapping[str, Any] = self.cleaned_data
        return Terms(
            **{f"{name}_id": said[name] for name in ROLES},
            **{name: said[name] for name in PLAIN},
            currency=self.currency,
            parts=tuple(part for one in self.deliverables if (part := _part(one, said))),
        )


class NewProjectForm(FactsForm, TermsForm):
    """A project's facts, and its terms as they are first put forward."""

    field_order = ("name", "code", *ROLES, *PLAIN, "word")
    seen = None  # type: ignore[assignment]  # nothing was proposed before


def _part(one: Deliverable, said: Mapping[str, Any]) -> Part | None:
    hours, day = said[f"hours_{one.id}"], said[f"day_{one.id}"]
    return Part(one.id, one.name, hours, day) if hours is not None or day else None


def _initial(basis: Terms) -> dict[str, Any]:
    hours = {f"hours_{one.deliverable_id}": one.hours for one in basis.parts}
    days = {f"day_{one.deliverable_id}": one.day for one in basis.parts}
    plain: dict[str, Any] = {name: getattr(basis, name) for name in PLAIN}
    roles = {name: getattr(basis, f"{name}_id") for name in ROLES}
    return {**plain, **roles, **hours, **days}
