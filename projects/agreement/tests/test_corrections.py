import copy

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from projects.agreement.corrections import is_correction
from projects.agreement.fields import Field, Type
from projects.agreement.tests.some_fields import FIELDS, SAM, VALUES, some_values, with_part

PROSE = (Field("text", "Text", Type.PROSE),)


def slip(old, new):
    found = is_correction(PROSE, {"text": old}, {"text": new})
    assert is_correction(PROSE, {"text": new}, {"text": old}) == found
    return found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We deliver the kithcens.", "We deliver the kitchens."),
        ("We deliver the kitchen.", "We deliver the kitchens."),
        ("we deliver the kitchens", "We deliver the kitchens."),
        ("We  deliver\nthe kitchens", "We deliver the kitchens"),
        ("Vår projekt ledare svarar.", "Vår projektledare svarar."),
        ("Köken levreras i Göteborg", "Köken levereras i Göteborg"),
        ("Studio Nord levererar, Havsvik hem betalar.", "Studio Nord levererar. Havsvik Hem betalar."),
    ],
)
def test_a_slip_of_the_pen_is_one(old, new):
    assert slip(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We deliver 8 kitchens", "We deliver 9 kitchens"),
        ("We pay 1.5 per hour", "We pay 15 per hour"),
        ("We pay 1 000 now", "We pay 10 00 now"),
        ("We pay 5 € now", "We pay 5 $ now"),
        ("The area is one acre²", "The area is one acre³"),
        ("We pay 5 % now", "We pay 5 ‰ now"),
        ("Write to sam@nord.example", "Write to sam@norr.example"),
        ("We may not stop", "We may now stop"),
        ("Båda sidor får inte sluta", "Båda sidor får sluta"),
        ("Villkoret är giltigt", "Villkoret är ogiltigt"),
        ("That is lawful here", "That is awful here"),
        ("Delivery in juni", "Delivery in juli"),
        ("Within eight weeks", "Within eighth weeks"),
        ("Vi svarar inom sexton timmar", "Vi svarar inom sextonn timmar"),
        ("We can not stop now", "We cannot stop now"),
        ("They are nowhere today", "They are now here today"),
        ("They don't stop", "They dont stop"),
        ("We pay the rent", "We pay the sent"),
        ("Hyra i parken", "Hyra i marken"),
        ("Both parties sign", "Both parties sing a song"),
        ("We deliver kitchens", "We deliver something else"),
        ("A cat", "A cut"),
        ("", "Words"),
    ],
)
def test_what_could_mean_something_else_is_none(old, new):
    assert not slip(old, new)


def test_more_than_five_words_are_no_slip():
    old = "kitchen window garden bedroom corner ceiling"
    new = "kitchens windows gardens bedrooms corners ceilings"
    assert not slip(old, new)
    assert slip(" ".join(old.split()[:5]), " ".join(new.split()[:5]))


def test_the_words_of_all_texts_count_together():
    fields = (*PROSE, Field("other", "Other"))
    old = {"text": "kitchen window garden", "other": "bedroom corner ceiling"}
    new = {"text": "kitchens windows gardens", "other": "bedrooms corners ceilings"}
    assert not is_correction(fields, old, new)
    assert is_correction(fields, old, {**old, "text": new["text"]})


def test_equal_values_are_no_correction():
    assert not is_correction(FIELDS, VALUES, copy.deepcopy(VALUES))


def test_a_text_deep_inside_may_be_put_right():
    assert is_correction(FIELDS, VALUES, with_part(0, name="Checkouts"))


MATTERS = [
    {"delivery": "2026-12-09"},
    {"delivery": None},
    {"hours": "97"},
    {"price": {"amount": "90001", "currency": "SEK"}},
    {"price": {"amount": "90000", "currency": "EUR"}},
    {"share": "26"},
    {"rhythm": "monthly"},
    {"is_open": True},
    {"owner": {"id": SAM, "name": "Ada Holm"}},
    {"owner": {**VALUES["owner"], "name": "Ada Holms"}},
    {"contact": {**VALUES["contact"], "answers": "25"}},
    {"parts": VALUES["parts"][:1]},
    {"parts": VALUES["parts"][::-1]},
    with_part(0, day="2026-12-04"),
    with_part(0, amount="21"),
    with_part(0, unit="order"),
    with_part(0, id="c"),
    {"unknown": "Checkouts"},
    {"vision": None},
]


@pytest.mark.parametrize("changed", MATTERS)
def test_nothing_but_text_may_differ(changed):
    new = {**VALUES, "name": "New kitchen", **changed}
    assert not is_correction(FIELDS, VALUES, new)
    assert not is_correction(FIELDS, new, VALUES)


def _bones(values):
    """The values with every text taken out that is no unit."""
    parts = [{name: one for name, one in row.items() if name != "name"} for row in values["parts"]]
    bare = {name: one for name, one in values.items() if name not in ("name", "vision")}
    return {**bare, "contact": values["contact"]["answers"], "parts": parts}


@given(some_values, some_values)
def test_it_is_the_same_from_either_side(old, new):
    assert is_correction(FIELDS, old, new) == is_correction(FIELDS, new, old)


@given(some_values, some_values)
def test_whatever_is_no_text_never_differs(old, new):
    assume(_bones(old) != _bones(new))
    assert not is_correction(FIELDS, old, {**new, "name": old["name"], "vision": old["vision"]})


@given(st.text(max_size=40), st.integers(0, 40), st.characters(codec="utf-8"))
def test_no_digit_comes_goes_or_moves(text, place, letter):
    new = text[:place] + letter + text[place + 1 :]
    if slip(text, new):
        assert [one for one in text if one.isnumeric()] == [one for one in new if one.isnumeric()]
