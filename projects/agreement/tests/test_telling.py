import time

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from projects.agreement.fields import Field, Type
from projects.agreement.telling import differences, in_words, text_of, told
from projects.agreement.telling.prose import marked, pieces_of
from projects.agreement.tests.some_fields import FIELDS, SAM, VALUES, some_values, with_part


def said(**changed):
    """What a change of these values reads like, with plain spaces."""
    found = differences(FIELDS, VALUES, {**VALUES, **changed})
    return [one.text.replace("\u00a0", " ") for one in found]


def line(old, new):
    return in_words(differences(FIELDS, old, new)).replace("\u00a0", " ")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-12-15", "delivery 8 → 15 December 2026"),
        ("2026-11-28", "delivery 8 December → 28 November 2026"),
        ("2027-01-15", "delivery 8 December 2026 → 15 January 2027"),
        (None, "no longer agreed: delivery (was 8 December 2026)"),
    ],
)
def test_days_repeat_no_month_and_no_year(day, words):
    assert said(delivery=day) == [words]


def test_a_changed_day_hours_and_money_make_one_line():
    new = {
        **VALUES,
        "delivery": "2026-12-15",
        "hours": "120",
        "price": {"amount": "108000", "currency": "SEK"},
    }
    assert line(VALUES, new) == "delivery 8 → 15 December 2026, +24 hours, +SEK 18 000"
    with translation.override("sv"):
        assert "8 → 15 december 2026, +24" in line(VALUES, new)
        assert line(VALUES, new).endswith(", +18 000 kr")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"hours": "95"}, "−1 hour"),
        ({"hours": "96.125"}, "+0.125 hours"),
        ({"price": {"amount": "9000", "currency": "EUR"}}, "budget SEK 90 000 → EUR 9 000"),
        ({"price": {"amount": "90000.001", "currency": "SEK"}}, "+SEK 0.001"),
        ({"share": "30"}, "share 25 → 30%"),
        ({"rhythm": "monthly"}, "rhythm every week → every month"),
        ({"is_open": True}, "open book no → yes"),
        ({"name": "Old kitchens"}, "name: “New kitchens” → “Old kitchens”"),
        ({"owner": {"id": SAM, "name": "Sam Berg"}}, "owner Ada Holm → Sam Berg"),
        ({"owner": {"id": SAM, "name": "Ada Holm"}}, "owner Ada Holm → another Ada Holm"),
        ({"contact": {"person": "Sam Berg", "answers": "48"}}, "Contact: +24 hours"),
        ({"contact": None}, "Contact: no longer agreed: person (was “Sam Berg”)"),
        ({"parts": VALUES["parts"][::-1]}, "deliverables in another order"),
        ({"parts": VALUES["parts"][:1]}, "removed: Search"),
    ],
)
def test_every_type_of_value_says_its_change(changed, words):
    assert said(**changed)[0] == words


def test_a_new_row_brings_its_short_values():
    row = {"id": "c", "name": "Tracking", "day": "2026-12-20", "amount": "5", "unit": "orders"}
    assert said(parts=[*VALUES["parts"], row]) == ["new: Tracking (day 20 December 2026, target 5 orders)"]


def test_what_was_agreed_for_the_first_time_is_called_so():
    assert line({**VALUES, "delivery": None}, VALUES) == "agreed delivery: 8 December 2026"


def test_the_changes_of_one_row_stand_together():
    new = with_part(0, day="2026-12-05", amount="25") | {"hours": "97"}
    assert line(VALUES, new) == "+1 hour; Checkout: day 3 → 5 December 2026, target 20 → 25 orders"


def test_a_long_line_says_how_many_more_there_are():
    found = differences(FIELDS, VALUES, {**VALUES, "hours": "97", "share": "30", "rhythm": "monthly"})
    assert in_words(found, most=1).replace("\u00a0", " ") == "+1 hour, and 2 changes more"


def test_a_long_text_says_the_words_that_changed():
    new = VALUES["vision"].replace("kitchens", "warm kitchens").replace("thirty", "forty")
    longer = " And we tell each other early when something stands in the way."
    before = {**VALUES, "vision": VALUES["vision"] + longer}
    (found,) = differences(FIELDS, before, {**before, "vision": new + longer})
    assert found.text == "vision: new: “warm”; “thirty” → “forty”"
    assert marked(found.pieces).startswith(
        "We build <ins>warm </ins>kitchens that last for <del>thirty</del><ins>forty</ins> years."
    )


def test_markup_in_a_text_is_shown_and_not_obeyed():
    assert marked(pieces_of("a b", "a <script>")) == "a <del>b</del><ins>&lt;script&gt;</ins>"


def test_two_texts_without_end_are_compared_in_time():
    old, new = ("a b c d e f g h " * 500)[:8000], ("h g f e d c b a " * 500)[:8000]
    began = time.perf_counter()
    pieces_of(old, new)
    assert time.perf_counter() - began < 2


def test_the_readable_text_names_everything_and_says_what_is_not_agreed():
    assert text_of(FIELDS, VALUES).replace("\u00a0", " ").split("\n")[2:] == [
        "Delivery: 8 December 2026",
        "Hour budget: 96 h",
        "Budget: SEK 90 000",
        "Share: 25%",
        "Rhythm: every week",
        "Open book: no",
        "Owner: Ada Holm",
        "Contact:",
        "    Person: Sam Berg",
        "    Answers within: 24 h",
        "Deliverables:",
        "    Checkout:",
        "        Day: 3 December 2026",
        "        Target: 20 orders",
        "        Unit: orders",
        "    Search:",
        "        Day: not agreed",
        "        Target: not agreed",
        "        Unit: not agreed",
    ]


@given(some_values)
def test_equal_values_have_no_differences(values):
    assert differences(FIELDS, values, values) == []


@given(some_values, some_values)
def test_values_that_differ_have_differences_in_words(old, new):
    found = differences(FIELDS, old, new)
    assert bool(found) == (old != new)
    assert all(one.words.strip() and one.label for one in found)
    assert in_words(found).strip() or not found


@given(some_values, some_values)
def test_every_value_that_differs_is_said_once(old, new):
    paths = [one.path for one in differences(FIELDS, old, new)]
    assert len(paths) == len(set(paths))


@given(some_values)
def test_every_set_of_values_can_be_read_in_both_languages(values):
    for language in ("en", "sv"):
        with translation.override(language):
            assert len(told(FIELDS, values)) >= len(FIELDS)


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_pieces_make_both_texts_again(old, new):
    pieces = pieces_of(old, new)
    assert "".join(one.text for one in pieces if one.how != "new") == old
    assert "".join(one.text for one in pieces if one.how != "gone") == new


def test_what_no_value_means_is_said_where_it_is_more_than_not_agreed():
    ending = (Field("to", "Up to", Type.PERCENT, nothing="no end"),)

    assert text_of(ending, {"to": None}) == "Up to: no end"
    assert [one.text for one in differences(ending, {"to": "120"}, {"to": None})] == ["up to 120% → no end"]
    assert [one.text for one in differences(ending, {"to": None}, {"to": "120"})] == ["up to no end → 120%"]
