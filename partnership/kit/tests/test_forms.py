from decimal import Decimal

import pytest
from django import forms
from django.utils import translation

from partnership.kit.forms import DayField, NumberField


class Sample(forms.Form):
    hours = NumberField(label="Hours", help_text="With both sides.")
    day = DayField(label="Day", required=False)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("7,5", "7.5"),
        ("7.5", "7.5"),
        ("1 234,50", "1234.50"),
        ("1\u00a0234", "1234"),
        ("\u22123", "-3"),
        ("1.234,50", None),
        ("1,234.50", None),
        ("seven", None),
        ("NaN", None),
        ("", None),
    ],
)
def test_a_number_may_have_comma_or_point_but_not_both(language, typed, meant):
    with translation.override(language):
        form = Sample({"hours": typed})
        assert form.is_valid() == (meant is not None)
        assert form.cleaned_data.get("hours") == (Decimal(meant) if meant else None)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    ("typed", "is_valid"), [("2026-11-23", True), ("11/23/2026", False), ("23.11.2026", False)]
)
def test_only_iso_dates_are_read(language, typed, is_valid):
    with translation.override(language):
        assert Sample({"hours": "1", "day": typed}).is_valid() == is_valid


def test_errors_are_tied_to_their_field_and_told_on_top():
    with translation.override("en"):
        page = str(Sample({"hours": ""}))
    assert page.count('aria-describedby="id_hours_helptext id_hours_error"') == 1
    assert page.count('id="id_hours_error"') == 1
    assert page.count('id="id_hours_helptext"') == 1
    assert page.count('<a href="#id_hours">Hours</a>') == 1
    assert page.count('aria-invalid="true"') == 1
