"""Values that the database reads out of a text as they were put in."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from partnership.kit.arrays import as_array
from partnership.kit.ids import new_ids

WORDS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))
MARKS = st.text(st.sampled_from('\\"{},nrtbfu01 \n\r\t\b\f\x1f\x7f\u2028å😀'))


def read(kind, values):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT %s::{kind}[]", [as_array(values)])
        return cursor.fetchone()[0]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [0, 1, 3])
def test_ids_are_read_as_they_are(count):
    assert read("uuid", found := new_ids(count)) == found


@pytest.mark.django_db
def test_days_numbers_and_nothing_are_read_as_they_are():
    days = [date(2026, 12, 1), None, date(1990, 1, 1)]
    assert read("date", days) == days
    assert read("numeric", ["7.50", "0.125"]) == [Decimal("7.50"), Decimal("0.125")]
    assert read("int", [3, -1]) == [3, -1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["", " ", "NULL", "null", "{}", "a,b", "\\n", "\\\\n", "\\u0041", "\n", "\x1f\t"]
)
def test_words_that_look_like_something_else_stay_words(text):
    assert read("text", [text, None]) == [text, None]


@pytest.mark.django_db
@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.lists(st.one_of(WORDS, MARKS, st.none())))
def test_all_words_are_read_as_they_are(words):
    assert read("text", words) == words


def test_what_has_no_form_is_refused():
    with pytest.raises(TypeError):
        as_array([object()])
