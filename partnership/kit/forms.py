"""Form fields of both languages, and the renderer that draws every form with the portal's elements."""

from decimal import Decimal
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting

from partnership.kit.formats import MINUS
from partnership.kit.ids import new_id


class PortalRenderer(TemplatesSetting):
    """Draws `{{ form }}` and `as_field_group` with templates/ui: label above, help, error under the field."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


class DayField(forms.DateField):
    """A day, by the browser's own picker; written 2026-11-23 where there is none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)


class NumberField(forms.DecimalField):
    """A number with decimal comma or point and spaces between thousands, in either language."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """Read 1 234,5 and 1234.5 alike; a number with both a comma and a point is refused as unclear."""
        if isinstance(value, str):
            value = "".join(value.split()).replace(MINUS, "-").replace(",", ".")
        return super().to_python(value)


class OnceForm(forms.Form):
    """Carries the id that the new row will have, so that a double click makes one row (`partnership.kit.once`)."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": new_id(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
