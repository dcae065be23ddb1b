from datetime import date
from decimal import Decimal

import pytest

from projects.work.logfile.dates import DateOrder
from projects.work.logfile.mapping import Columns
from projects.work.logfile.problems import Problem
from projects.work.logfile.rows import LogRow, row_reader

TODAY = date(2026, 11, 23)
HEADER = ["Day", "Hours", "Text", "Who"]
DAILY = Columns(
    {"done_on": "Day", "hours": "Hours", "title": "Text", "worker": "Who"}, date_order=DateOrder.YMD
)
SPAN_HEADER = ["Start", "End", "Asked", "Hours", "Estimate", "Status"]
SPAN = Columns(
    {
        "done_on": "End",
        "started_on": "Start",
        "finished_on": "End",
        "hours": "Hours",
        "estimate": "Estimate",
        "status": "Status",
    },
    fall_backs=("Start", "Asked"),
    date_order=DateOrder.YMD,
)


def daily(*values):
    return row_reader(HEADER, DAILY, as_of=TODAY)(2, values)


def span(*values):
    return row_reader(SPAN_HEADER, SPAN, as_of=TODAY)(2, values)


def test_a_good_row_is_read_whole():
    assert daily("2026-11-02", " 7.5 ", " Fit the sink ", "58") == LogRow(
        row=2,
        project="",
        deliverable="",
        task="",
        title="Fit the sink",
        worker="58",
        role="",
        note="",
        hours=Decimal("7.5"),
        done_on=date(2026, 11, 2),
        started_on=None,
        finished_on=None,
        estimate=None,
        status="open",
    )


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        (("2026-11-02", "-1", "", ""), Problem(2, "Hours", "negative", "-1")),
        (("2026-11-02", "25", "", ""), Problem(2, "Hours", "day", "25", "24")),
        (("2026-11-02", "", "", ""), Problem(2, "Hours", "missing")),
        (("2026-11-02", "NA", "", ""), Problem(2, "Hours", "missing")),
        (("2026-11-02", "much", "", ""), Problem(2, "Hours", "not_hours", "much")),
        (("2026-11-02", "999999", "", ""), Problem(2, "Hours", "too_many_hours", "999999")),
        (("1904-01-01", "1", "", ""), Problem(2, "Day", "too_early", "1904-01-01")),
        (("2036-01-01", "1", "", ""), Problem(2, "Day", "too_late", "2036-01-01")),
        (("2026-02-30", "1", "", ""), Problem(2, "Day", "not_date", "2026-02-30")),
        (("", "1", "", ""), Problem(2, "Day", "missing")),
        (("2026-11-02", "1", "x" * 301, ""), Problem(2, "Text", "too_long", "x" * 79 + "…", "300")),
        (("2026-11-02", "1", "a\x07b", ""), Problem(2, "Text", "not_text", "a\ufffdb")),
        (("2026-11-02", "1", "a\ufffdb", ""), Problem(2, "Text", "not_text", "a\ufffdb")),
        (("2026-11-02", "1", ""), Problem(2, "", "width", "3", "4")),
    ],
)
def test_each_fault_has_its_code_column_and_value(values, problem):
    assert daily(*values) == [problem]


def test_everything_that_is_wrong_with_a_row_is_told_at_once():
    assert [problem.code for problem in daily("1904-01-01", "-1", "x" * 301, "")] == [
        "too_long",
        "negative",
        "too_early",
    ]


def test_exactly_24_hours_pass():
    assert daily("2026-11-02", "24", "", "").hours == Decimal(24)


def test_hours_of_a_span_may_fill_its_days_and_not_more():
    assert span("2026-11-01", "2026-11-02", "", "48", "", "").hours == Decimal(48)
    assert span("2026-11-01", "2026-11-02", "", "48.5", "", "") == [Problem(2, "Hours", "span", "48.5", "48")]


def test_an_open_task_falls_back_on_its_start_and_has_no_limit_of_days():
    row = span("2026-11-01", "NA", "2026-10-01", "80", "100", "ESTIMATED")
    assert (row.done_on, row.finished_on, row.status) == (date(2026, 11, 1), None, "open")
    assert span("", "", "2026-10-01", "3", "", "").done_on == date(2026, 10, 1)


def test_a_task_that_ends_before_it_begins_is_refused():
    assert span("2026-11-02", "2026-11-01", "", "1", "", "") == [
        Problem(2, "End", "reversed", "2026-11-01", "2026-11-02")
    ]


@pytest.mark.parametrize(
    ("end", "word", "status", "finished_on"),
    [
        ("2026-11-02", "", "finished", date(2026, 11, 2)),
        ("2026-11-02", "Cancelled", "cancelled", None),
        ("", "FINISHED", "finished", date(2026, 11, 1)),
        ("", "Avbruten", "cancelled", None),
        ("", "whatever", "open", None),
    ],
)
def test_the_status_comes_from_the_day_of_finish_or_from_a_word(end, word, status, finished_on):
    row = span("2026-11-01", end, "", "1", "", word)
    assert (row.status, row.finished_on) == (status, finished_on)


def test_a_mapping_without_date_hours_or_order_reads_nothing():
    with pytest.raises(ValueError, match="date_order"):
        row_reader(HEADER, Columns({"done_on": "Day", "hours": "Hours"}), as_of=TODAY)
