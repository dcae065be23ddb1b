"""The schedule by its published numbers, and by properties."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.webhooks.schedule import (
    JITTER,
    LONGEST_ASKED,
    MOST_TRIES,
    WAITS,
    Verdict,
    after_failure,
    asked_wait,
    is_to_pause,
    verdict,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOURS = (2, 5, 10, 14, 20, 24)


def test_tries_follow_at_once_then_in_seconds_minutes_and_hours():
    expected = [timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30)]
    expected += [timedelta(hours=one) for one in HOURS]
    found = [after_failure(tries, now=NOW, chance=0).at - NOW for tries in range(1, MOST_TRIES)]
    assert found == expected
    assert after_failure(MOST_TRIES, now=NOW, chance=0).at is None
    assert MOST_TRIES == 10


@given(
    st.integers(1, MOST_TRIES - 1), st.floats(0, 1), st.none() | st.timedeltas(timedelta(), timedelta(days=9))
)
def test_a_wait_is_never_shorter_than_scheduled_or_asked_for_and_hardly_longer(tries, chance, asked):
    wait = after_failure(tries, now=NOW, chance=chance, asked=asked).at - NOW
    least = max(WAITS[tries - 1], min(asked or timedelta(), LONGEST_ASKED))
    assert least <= wait <= max(least, WAITS[tries - 1] * (1 + JITTER)) + timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("120", timedelta(minutes=2)),
        (" 0 ", timedelta()),
        ("Mon, 23 Nov 2026 10:00:00 GMT", timedelta(hours=1)),
        ("Mon, 23 Nov 2026 08:00:00 GMT", timedelta()),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("99999999999999999999", None),
        ("Mon, 99 Nov 99999 10:00:00 GMT", None),
        ("", None),
    ],
)
def test_what_a_receiver_asks_for_is_read_or_left(text, expected):
    assert asked_wait({"Retry-After": text}, now=NOW) == expected
    assert asked_wait({"retry-after": text}, now=NOW) == expected


@given(st.text())
def test_no_text_breaks_the_reading(text):
    asked = asked_wait({"Retry-After": text}, now=NOW)
    assert asked is None or asked >= timedelta()


def test_without_headers_nothing_is_asked_for():
    assert (asked_wait(None, now=NOW), asked_wait({}, now=NOW)) == (None, None)


@given(st.integers(100, 599))
def test_only_2xx_is_success_and_only_410_ends_it(status):
    expected = Verdict.DELIVERED if 200 <= status < 300 else Verdict.GONE if status == 410 else Verdict.FAILED
    assert verdict(status) == expected
    assert verdict(None) == Verdict.FAILED


def test_five_days_of_failing_are_too_long_and_a_whole_schedule_is_not():
    assert not is_to_pause(None, now=NOW)
    assert not is_to_pause(NOW - timedelta(days=5) + timedelta(seconds=1), now=NOW)
    assert is_to_pause(NOW - timedelta(days=5), now=NOW)
    assert sum(WAITS, timedelta()) * (1 + JITTER) < timedelta(days=5)
