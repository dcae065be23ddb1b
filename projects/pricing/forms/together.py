"""The shape of a line of what was built together, and of what starting over would cost the own side."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnership.kit.forms import DayField, NumberField, OnceForm
from projects.pricing.actions.together import SharedSaid
from projects.pricing.capital import COMMISSIONER, DELIVERER, PUBLISHED
from projects.pricing.models import Shared
from projects.pricing.queries.together import SideRoles

LABELS = {
    "search": _("Search for a new partner"),
    "briefing_hours": _("Own hours to brief a new partner"),
    "briefing_rate": _("Own cost of such an hour"),
    "ramp_up_months": _("Months until a new partner is up to speed"),
    "ramp_up_fee": _("Fee a month during that time"),
    "productivity": _("How productive it is by then, on average (%)"),
    "exit": _("Handing over and ending"),
    "pursuit": _("Winning a new partner"),
    "idle_hours": _("Hours without work until then"),
    "idle_cost": _("Cost of such an hour"),
    "months_until": _("Months until it is replaced"),
    "monthly_margin": _("Margin a month until then"),
}


class SharedForm(OnceForm):
    sort = forms.ChoiceField(label=_("What it was"), choices=Shared.Sort.choices)
    text = forms.CharField(label=_("In words"), max_length=300)
    done_on = DayField(label=_("Day"))
    hours = NumberField(
        label=_("Hours"),
        max_digits=9,
        decimal_places=2,
        help_text=_("Of your own side. When somebody left: the hours of knowing each other that went along."),
    )

    def said(self) -> SharedSaid:
        """Return what was written, as the action takes it."""
        return SharedSaid(**{name: self.cleaned_data[name] for name in SharedSaid.__slots__})


class ReplacementForm(forms.Form):
    """The inputs of the own side's roles; published figures stand at their fields as a first hold."""

    use_required_attribute = False

    def __init__(self, *args: Any, roles: SideRoles, inputs: Mapping[str, Decimal], **kwargs: Any) -> None:
        kwargs["initial"] = {name: f"{value.normalize():f}" for name, value in inputs.items()}
        super().__init__(*args, **kwargs)
        names = (*(COMMISSIONER if roles.commissions else ()), *(DELIVERER if roles.delivers else ()))
        for name in names:
            self.fields[name] = NumberField(
                label=LABELS[name],
                required=False,
                max_digits=16,
                decimal_places=4,
                help_text=_published(name),
            )

    def inputs(self) -> dict[str, Decimal]:
        """Return what is known, by name."""
        return {name: value for name, value in self.cleaned_data.items() if value is not None}


def _published(name: str) -> str:
    one = PUBLISHED.get(name)
    if one is None:
        return ""
    if one.unit == "USD":
        said = f"USD {one.value:,}".replace(",", "\u00a0")
        about = gettext("of a large review") if one.source == "Aprais" else gettext("about")
        return gettext("Published: %(about)s %(value)s (%(source)s).") % {
            "about": about,
            "value": said,
            "source": one.source,
        }
    return gettext("Published: %(value)s months (%(source)s).") % {"value": one.value, "source": one.source}
