import math
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.kit import formats

NBSP = "\u00a0"
MINUS = "\u2212"
DAY = date(2026, 11, 23)
LANGUAGES = ("sv", "en")


def spaced(text):
    return text.replace("_", NBSP).replace("~", MINUS)


@pytest.mark.parametrize(
    ("write", "swedish", "english"),
    [
        (formats.date_iso, "2026-11-23", "2026-11-23"),
        (formats.date_long, "23_november_2026", "23_November_2026"),
        (formats.date_short, "23_nov", "23_Nov"),
        (formats.month_year, "november_2026", "November_2026"),
        (formats.weekday, "måndag", "Monday"),
        (formats.week_name, "v._48", "week_48"),
        (formats.week_long, "vecka_48", "week_48"),
    ],
)
def test_a_day_is_written_as_both_languages_write_it(write, swedish, english):
    assert [write(DAY, language) for language in LANGUAGES] == [spaced(swedish), spaced(english)]


def test_every_month_has_its_own_name_in_both_lengths():
    days = [date(2026, month, 1) for month in range(1, 13)]
    assert " ".join(formats.date_short(day, "sv").split(NBSP)[1] for day in days) == (
        "jan feb mars apr maj juni juli aug sep okt nov dec"
    )
    assert " ".join(formats.date_short(day, "en").split(NBSP)[1] for day in days) == (
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
    )
    assert " ".join(formats.date_long(day, "sv").split(NBSP)[1] for day in days) == (
        "januari februari mars april maj juni juli augusti september oktober november december"
    )
    assert " ".join(formats.date_long(day, "en").split(NBSP)[1] for day in days) == (
        "January February March April May June July August September October November December"
    )


def test_the_week_is_the_iso_week_also_around_new_year():
    days = (date(2026, 12, 31), date(2027, 1, 3), date(2027, 1, 4))
    assert [formats.week_name(day, "sv") for day in days] == [
        spaced("v._53"),
        spaced("v._53"),
        spaced("v._1"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_time_has_two_digits_and_24_hours(language):
    assert formats.time_of_day(time(7, 30), language) == "07:30"
    assert formats.time_of_day(datetime(2026, 11, 23, 19, 5, tzinfo=UTC), language) == "19:05"


@pytest.mark.parametrize(
    ("value", "decimals", "swedish", "english"),
    [
        (Decimal("1234567.5"), 2, "1_234_567,50", "1_234_567.50"),
        (1234, 0, "1_234", "1_234"),
        (999, 0, "999", "999"),
        (-0.4, 0, "0", "0"),
        (0.5, 0, "1", "1"),
        (2.5, 0, "3", "3"),
        (-1234.5, 1, "~1_234,5", "~1_234.5"),
        (7.5, None, "7,5", "7.5"),
        (7.0, None, "7", "7"),
        (100, None, "100", "100"),
        (0.1 + 0.2, None, "0,3", "0.3"),
        (7.256, None, "7,26", "7.26"),
        (math.nan, 0, "–", "–"),
        (math.inf, 2, "–", "–"),
    ],
)
def test_a_number_is_grouped_and_rounded_half_up(value, decimals, swedish, english):
    written = [formats.number(value, language, decimals) for language in LANGUAGES]
    assert written == [spaced(swedish), spaced(english)]


@pytest.mark.parametrize(
    ("written", "swedish", "english"),
    [
        (lambda language: formats.hours(344, language), "344_h", "344_h"),
        (lambda language: formats.hours(7.25, language), "7,25_h", "7.25_h"),
        (lambda language: formats.hours(7.25, language, 0), "7_h", "7_h"),
        (lambda language: formats.percent(0.269, language), "26,9_%", "26.9%"),
        (lambda language: formats.percent(Decimal("1.12"), language), "112_%", "112%"),
        (lambda language: formats.percent(0.12345, language), "12,3_%", "12.3%"),
        (lambda language: formats.percent(0.126, language, 0), "13_%", "13%"),
        (lambda language: formats.percent(-0.05, language), "~5_%", "~5%"),
        (lambda language: formats.signed(6, language), "+6", "+6"),
        (lambda language: formats.signed(-7, language), "~7", "~7"),
        (lambda language: formats.signed(-0.2, language), "0", "0"),
        (lambda language: formats.signed(0.04, language, 1), "0,0", "0.0"),
        (lambda language: formats.signed(1.5, language, 1), "+1,5", "+1.5"),
        (lambda language: formats.money(412000, language, currency="SEK"), "412_000_kr", "SEK_412_000"),
        (lambda language: formats.money(Decimal("41.2"), language, currency="SEK"), "41,20_kr", "SEK_41.20"),
        (lambda language: formats.money(-9500, language, currency="EUR"), "~9_500_EUR", "EUR_~9_500"),
        (lambda language: formats.money(Decimal("0.995"), language, currency="SEK"), "1_kr", "SEK_1"),
        (lambda language: formats.money(Decimal("9.5"), language, currency="JPY"), "10_JPY", "JPY_10"),
        (lambda language: formats.money(Decimal("9.5"), language, currency="KWD"), "9,500_KWD", "KWD_9.500"),
        (lambda language: formats.money(412000, language, currency="KWD"), "412_000_KWD", "KWD_412_000"),
        (
            lambda language: formats.money(38, language, currency="SEK", with_vat_note=True),
            "38_kr exkl._moms",
            "SEK_38 excl._VAT",
        ),
    ],
)
def test_a_unit_stands_as_the_language_has_it(written, swedish, english):
    assert [written(language) for language in LANGUAGES] == [spaced(swedish), spaced(english)]


FINITE = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30)


@given(FINITE, st.sampled_from(LANGUAGES))
def test_no_amount_can_break_between_number_and_unit(value, language):
    written = (
        formats.hours(value, language),
        formats.percent(value, language),
        formats.money(value, language, currency="SEK"),
        formats.signed(value, language, 2),
        formats.date_long(DAY, language),
    )
    assert [text for text in written if " " in text or "-" in text] == []


@given(FINITE, st.integers(0, 4), st.sampled_from(LANGUAGES))
def test_a_written_number_reads_back_within_half_of_its_last_digit(value, decimals, language):
    text = formats.number(value, language, decimals).replace(NBSP, "").replace(MINUS, "-").replace(",", ".")
    assert abs(Decimal(text) - value) <= Decimal(1).scaleb(-decimals) / 2


@given(st.floats(allow_nan=True, allow_infinity=True), st.sampled_from(LANGUAGES))
def test_any_float_is_written_without_a_fault(value, language):
    written = formats.percent(value, language) + formats.signed(value, language)
    assert "nan" not in written.lower()
    assert "inf" not in written.lower()
