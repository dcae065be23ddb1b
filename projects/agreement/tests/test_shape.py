"""Values have the shape of their fields, or are refused at their path."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.agreement.canonical import canonical
from projects.agreement.fields import Field, Type
from projects.agreement.shape import BadValues, TooLong, shaped

ID = "01990000-0000-7000-8000-000000000001"
FIELDS = (
    Field("name", "Name"),
    Field("story", "Story", Type.PROSE),
    Field("day", "Day", Type.DAY),
    Field("hours", "Hours", Type.HOURS),
    Field("price", "Price", Type.MONEY),
    Field("done", "Done", Type.YES_NO),
    Field("pace", "Pace", Type.CHOICE, choices={"up": "Up", "down": "Down"}),
    Field("owner", "Owner", Type.REF),
    Field("end", "End", Type.GROUP, fields=(Field("notice", "Notice", Type.NUMBER),)),
    Field("parts", "Parts", Type.LIST, fields=(Field("name", "Name"), Field("hours", "Hours", Type.HOURS))),
)


def test_what_is_not_said_is_not_agreed():
    assert shaped(FIELDS, {}) == {**dict.fromkeys(one.name for one in FIELDS), "parts": []}


def test_equal_values_are_the_same_text():
    one = {
        "hours": "120.00",
        "name": " Checkout ",
        "story": "One\r\ntwo",
        "price": {"amount": "0.0", "currency": "SEK"},
    }
    other = {
        "hours": "120",
        "name": "Checkout",
        "story": "One\ntwo",
        "price": {"amount": "-0", "currency": "SEK"},
    }
    assert canonical(shaped(FIELDS, one)) == canonical(shaped(FIELDS, other))


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"nothing": "x"}, "nothing"),
        ({"name": 7}, "name"),
        ({"name": "two\nlines"}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"day": "2026-02-30"}, "day"),
        ({"day": 20261123}, "day"),
        ({"hours": 12}, "hours"),
        ({"hours": "12,5"}, "hours"),
        ({"hours": "1e5"}, "hours"),
        ({"hours": "NaN"}, "hours"),
        ({"price": {"amount": "12"}}, "price"),
        ({"price": {"amount": "12", "currency": "kr"}}, "price"),
        ({"done": "yes"}, "done"),
        ({"pace": "sideways"}, "pace"),
        ({"owner": {"id": "ada", "name": "Ada"}}, "owner"),
        ({"owner": ID}, "owner"),
        ({"end": {"notice": "x"}}, "end.notice"),
        ({"parts": [{"name": "A"}]}, "parts.0.id"),
        ({"parts": [{"id": "a"}, {"id": "a"}]}, "parts"),
        ({"parts": [{"id": "a", "hours": "many"}]}, "parts.0.hours"),
        ({"parts": [{"id": "a", "color": "red"}]}, "parts.0.color"),
        ({"parts": {"id": "a"}}, "parts"),
    ],
)
def test_what_does_not_fit_is_named_by_its_path(values, path):
    with pytest.raises(BadValues) as caught:
        shaped(FIELDS, values)
    assert caught.value.on_field == path


def test_ten_thousand_characters_are_too_long():
    with pytest.raises(TooLong):
        shaped(FIELDS, {"story": "x" * 10_000})


def test_scripts_are_text_like_any_other():
    assert shaped(FIELDS, {"story": "<script>alert(1)</script>"})["story"] == "<script>alert(1)</script>"


@given(st.text(max_size=200))
def test_shaping_twice_changes_nothing_more(text):
    try:
        once = shaped(FIELDS, {"story": text, "name": "x"})
    except BadValues:
        return
    assert shaped(FIELDS, once) == once


def test_a_float_is_never_signed():
    with pytest.raises(TypeError):
        canonical({"hours": 1.5})
