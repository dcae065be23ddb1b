from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

NBSP = "\u00a0"


def shown(source, language="sv", **context):
    with translation.override(language), timezone.override("Europe/Stockholm"):
        return Template(source).render(Context(context))


@pytest.mark.parametrize(
    "name", ["hours", "number", "percent", "signed", "money", "date_long", "datetime_local"]
)
@pytest.mark.parametrize("value", [None, ""])
def test_what_is_missing_is_a_dash(name, value):
    assert shown(f"{{{{ value|{name} }}}}", value=value) == "–"


def test_a_moment_is_shown_in_the_zone_of_the_person():
    moment = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert shown("{{ at|datetime_local }}", at=moment) == (
        f'<time datetime="2026-11-22T23:30:00+00:00">2026-11-23{NBSP}00:30</time>'
    )
    assert shown("{{ at|date_iso }}", at=moment) == '<time datetime="2026-11-23">2026-11-23</time>'
    assert shown("{{ at|time_of_day }}", at=moment) == "00:30"


def test_the_language_of_the_page_decides_the_format():
    context = {"day": date(2026, 11, 23), "price": Decimal(412000), "share": 0.269}
    source = "{{ price|money:'SEK' }} {{ share|percent }} {{ day|week_name }}"
    assert shown(source, "sv", **context) == f"412{NBSP}000{NBSP}kr 26,9{NBSP}% v.{NBSP}48"
    assert shown(source, "en", **context) == f"SEK{NBSP}412{NBSP}000 26.9% week{NBSP}48"


def test_what_is_no_number_becomes_a_dash_and_no_fault():
    assert shown("{{ word|hours }}", word="<b>many</b>") == "–"
