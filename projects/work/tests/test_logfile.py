import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.work.logfile.dates import DateOrder, parse_date, possible_orders
from projects.work.logfile.guessing import guess_columns, guess_join
from projects.work.logfile.mapping import Columns, joined_header, unknown_columns
from projects.work.logfile.numbers import guess_decimal, parse_hours
from projects.work.logfile.problems import FileRefused, Problem
from projects.work.logfile.reading import Dialect, guess_dialect, header_of, rows_of, unique_names

TODAY = date(2026, 11, 23)
YMD, DMY, MDY = DateOrder.YMD, DateOrder.DMY, DateOrder.MDY


def pieces(data: bytes, size: int = 7) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


def guessed(data: bytes) -> Dialect:
    return guess_dialect(pieces(data), data)


def read(data: bytes, dialect: Dialect) -> list:
    return list(rows_of(pieces(data), dialect))


@pytest.mark.parametrize(
    ("encoding", "expected"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("cp1252", "cp1252")]
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_encoding_and_delimiter_reads_the_same_rows(encoding, expected, delimiter):
    lines = ["Datum|Timmar|Ärende", "2026-11-02|7|Köksö – “ny”", "2026-11-03|3|Våtrum"]
    data = "\r\n".join(lines).replace("|", delimiter).encode(encoding)
    dialect = guessed(data)
    assert dialect == Dialect(expected, delimiter)
    assert read(data, dialect) == [(n, line.split("|")) for n, line in enumerate(lines, 1)]


def test_a_quoted_newline_stays_in_its_row_and_empty_rows_are_skipped_but_counted():
    data = b'a,b\n"one\ntwo",2\n\n,\n3,4\n'
    assert read(data, Dialect("utf-8", ",")) == [(1, ["a", "b"]), (2, ["one\ntwo", "2"]), (5, ["3", "4"])]


def test_a_row_with_broken_quotes_is_a_problem_and_the_next_row_is_read():
    found = read(b'a,b\n"x"y,2\n3,4\n', Dialect("utf-8", ","))
    assert [(one.row, one.code) if isinstance(one, Problem) else one for one in found] == [
        (1, ["a", "b"]),
        (2, "quotes"),
        (3, ["3", "4"]),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04\0\0binary,;", "binary"),
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"only one column\nof words\n", "no_columns"),
    ],
)
def test_what_is_no_table_is_refused_with_a_code(data, code):
    with pytest.raises(FileRefused) as refused:
        guessed(data)
    assert refused.value.code == code


def test_a_header_names_every_column_once():
    assert unique_names(["Id", "", " Id ", "x"]) == ["Id", "#2", "Id (2)", "x"]
    with pytest.raises(FileRefused) as refused:
        header_of(iter([(1, ["a"] * 201)]))
    assert (refused.value.code, refused.value.params) == ("too_many_columns", {"limit": 200})


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("2004-11-02", YMD, date(2004, 11, 2)),
        ("2004-11-02T08:30:00", YMD, date(2004, 11, 2)),
        ("2004-11-02 08:30", YMD, date(2004, 11, 2)),
        ("20041102", YMD, date(2004, 11, 2)),
        ("02-Nov-04", DMY, date(2004, 11, 2)),
        ("2 nov. 2004", DMY, date(2004, 11, 2)),
        ("2 maj 2004", DMY, date(2004, 5, 2)),
        ("02/11/2004", DMY, date(2004, 11, 2)),
        ("02.11.2004", DMY, date(2004, 11, 2)),
        ("02/11/2004", MDY, date(2004, 2, 11)),
        ("Nov 2, 2004", MDY, date(2004, 11, 2)),
        ("02-Nov-99", DMY, date(1999, 11, 2)),
        ("02-Nov-27", DMY, date(2027, 11, 2)),
        ("02-Nov-28", DMY, date(1928, 11, 2)),
        ("31/02/2004", DMY, None),
        ("02-Nix-04", DMY, None),
        ("38293", YMD, None),
        ("yesterday", DMY, None),
        ("2004-11-02", DMY, None),
    ],
)
def test_dates_are_read_in_the_order_chosen(text, order, expected):
    assert parse_date(text, order, as_of=TODAY) == expected


@pytest.mark.parametrize(
    ("texts", "orders"),
    [
        (["2004-11-02", "2004-02-11"], [YMD]),
        (["02-Nov-04"], [DMY]),
        (["Nov 2, 2004"], [MDY]),
        (["02/11/2004", "13/11/2004"], [DMY]),
        (["02/11/2004", "11/13/2004"], [MDY]),
        (["02/11/2004"], [DMY, MDY]),
        (["04-11-02"], [YMD, DMY, MDY]),
        (["13/11/2004", "11/13/2004"], []),
        (["02/11/2004", "hello"], []),
        ([], []),
    ],
)
def test_dates_that_could_be_read_in_several_orders_say_so(texts, orders):
    assert possible_orders(texts, as_of=TODAY) == orders


@pytest.mark.parametrize(
    ("text", "decimal", "expected"),
    [
        ("7.5", ".", "7.500"),
        ("7,5", ",", "7.500"),
        ("-2", ".", "-2.000"),
        ("\u22122", ".", "-2.000"),
        (".25", ".", "0.250"),
        ("1 234,5", ",", "1234.500"),
        ("1.234,50", ",", "1234.500"),
        ("1,234.50", ".", "1234.500"),
        ("7:30", ".", "7.500"),
        ("0.3335", ".", "0.334"),
        ("1,234", ".", None),
        ("1.234", ",", None),
        ("7,5", ".", None),
        ("7.5h", ".", None),
        ("1e3", ".", None),
        ("inf", ".", None),
        ("٣", ".", None),
        ("", ".", None),
    ],
)
def test_hours_are_read_with_the_decimal_mark_chosen(text, decimal, expected):
    assert parse_hours(text, decimal) == (Decimal(expected) if expected else None)


def test_the_decimal_mark_is_guessed_by_what_reads_more():
    assert [guess_decimal(texts) for texts in (["7,5", "3"], ["7.5", "3"], ["7", "3"], [])] == [
        ",",
        ".",
        ".",
        ".",
    ]


def test_columns_are_guessed_from_english_names():
    header = ["TaskNumber", "Summary", "ProjectCode", "ProjectBreakdownCode", "Category", "SubCategory"]
    header += [
        "HoursEstimate",
        "HoursActual",
        "DeveloperID",
        "DeveloperHoursActual",
        "StartedOn",
        "CompletedOn",
    ]
    row = ["7", "Fix it", "PC2", "B1", "Dev", "Bug", "7", "9", "58", "4", "02-Nov-04", "16-Nov-04"]
    assert guess_columns(header, [row], as_of=TODAY) == Columns(
        columns={
            "done_on": "CompletedOn",
            "finished_on": "CompletedOn",
            "started_on": "StartedOn",
            "hours": "DeveloperHoursActual",
            "estimate": "HoursEstimate",
            "project": "ProjectCode",
            "deliverable": "ProjectBreakdownCode",
            "task": "TaskNumber",
            "title": "Summary",
            "worker": "DeveloperID",
            "role": "Category",
        },
        fall_backs=("StartedOn",),
        date_order=DMY,
    )


def test_columns_are_guessed_from_swedish_names():
    header = ["Datum", "Medarbetare", "Projekt", "Roll", "Timmar", "Kommentar"]
    row = ["2026-11-02", "Eva", "KÖK", "Utveckling", "7,5", "Möte"]
    assert guess_columns(header, [row], as_of=TODAY) == Columns(
        columns={
            "done_on": "Datum",
            "hours": "Timmar",
            "project": "Projekt",
            "worker": "Medarbetare",
            "role": "Roll",
            "note": "Kommentar",
        },
        decimal=",",
        date_order=YMD,
    )


def test_what_cannot_be_guessed_is_left_to_the_person():
    guess = guess_columns(["x", "y"], [["foo", "bar"]], as_of=TODAY)
    assert (guess.columns, guess.missing) == ({}, ["done_on", "hours", "date_order"])


def test_two_files_are_joined_by_the_column_that_both_have():
    assert guess_join(["Summary", "TaskNumber"], ["tasknumber", "CompletedOn"]) == (
        "TaskNumber",
        "tasknumber",
    )
    assert guess_join(["a"], ["b"]) is None
    assert joined_header(["Id", "Day"], ["Id", "Day", "End"], ("Id", "Id")) == ["Id", "Day", "Day (2)", "End"]


def test_a_saved_mapping_comes_back_as_it_was_and_names_columns_that_are_gone():
    columns = Columns({"hours": "Timmar", "done_on": "Dag"}, ("Start",), ("Id", "Nr"), ",", DMY)
    assert Columns.from_json(columns.as_json()) == columns
    assert unknown_columns(columns, ["Timmar", "Start"]) == ["Dag"]


texts = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=12
)


@given(
    st.lists(st.lists(texts, min_size=3, max_size=3).filter(any), min_size=1, max_size=8),
    st.sampled_from(",;\t"),
)
def test_whatever_a_spreadsheet_writes_is_read_back(rows, delimiter):
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    data = buffer.getvalue().encode("utf-8")
    found = [
        row for row in rows_of(pieces(data, 3), Dialect("utf-8", delimiter)) if not isinstance(row, Problem)
    ]
    assert [values for _, values in found] == rows


@given(st.binary(max_size=300))
def test_no_bytes_at_all_break_the_reader(data):
    try:
        dialect = guess_dialect(pieces(data), data)
    except FileRefused:
        return
    assert all(isinstance(row, Problem | tuple) for row in rows_of(pieces(data), dialect))


@given(st.text(max_size=30), st.sampled_from(list(DateOrder)))
def test_no_text_at_all_breaks_the_date_reader(text, order):
    found = parse_date(text, order, as_of=TODAY)
    assert found is None or isinstance(found, date)


@given(st.text(max_size=30), st.sampled_from([".", ","]))
def test_no_text_at_all_breaks_the_hours_reader(text, decimal):
    found = parse_hours(text, decimal)
    assert found is None or found == found.quantize(Decimal("0.001"))


@given(st.dates(date(1990, 1, 1), date(2026, 12, 31)))
def test_every_day_reads_back_in_every_way_of_writing_it(day):
    ways = {
        "%Y-%m-%d": YMD,
        "%d/%m/%Y": DMY,
        "%m/%d/%Y": MDY,
        "%d.%m.%Y": DMY,
        "%Y%m%d": YMD,
        "%d %B %Y": DMY,
    }
    assert {parse_date(day.strftime(way), order, as_of=TODAY) for way, order in ways.items()} == {day}
