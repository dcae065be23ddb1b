"""Files of values: both decimal styles, both languages, and every bad row by its number."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.doors import entered
from partnership.kit.errors import NotAllowed
from partnership.kit.written import number_of
from projects.goals.actions.files import BadFile, read_value_file
from projects.goals.factories import NOW, measure
from projects.goals.models import Reading
from projects.goals.valuefile import Fault, Row, read_values
from tests.tenancy import as_creator

TODAY = date(2026, 11, 23)
D = Decimal


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234", D(1234)),
        ("12,5", D("12.5")),
        ("12.5", D("12.5")),
        ("1 234,5", D("1234.5")),
        ("1\u00a0234,50", D("1234.5")),
        ("1,234.5", D("1234.5")),
        ("1.234,5", D("1234.5")),
        ("1.234.567", D(1234567)),
        ("\u22125", D(-5)),
        ("1,234", "either"),
        ("1.234", "either"),
        ("1,23,4", "not_a_number"),
        ("", "not_a_number"),
        ("1e5", "not_a_number"),
        ("=1+1", "not_a_number"),
        ("٣", "not_a_number"),
    ],
)
def test_numbers_are_read_in_both_styles_and_never_guessed(text, number):
    assert number_of(text) == number


def test_what_could_be_either_is_settled_by_the_rest_of_the_file():
    swedish = "mått;dag;värde\nA;2026-11-01;1,234\nA;2026-11-02;12,5\n"
    english = "measure,day,value\nA,2026-11-01,1.234\nA,2026-11-02,12.5\n"
    thousands = 'measure,day,value\nA,2026-11-01,"1,234"\nA,2026-11-02,12.5\n'
    assert [row.value for row in read_values(swedish.encode("cp1252"))[0]] == [D("1.234"), D("12.5")]
    assert [row.value for row in read_values(english.encode("utf-8-sig"))[0]] == [D("1.234"), D("12.5")]
    assert [row.value for row in read_values(thousands.encode())[0]] == [D(1234), D("12.5")]


def test_every_bad_row_is_named():
    text = "Measure;Day;Value\n;2026-11-01;1\nA;1 november;x\nA;2026-11-03;3\nA;2026-11-04\n"
    rows, faults = read_values(text.encode())
    assert rows == [Row(4, "A", date(2026, 11, 3), D(3))]
    assert faults == [
        Fault(2, "measure", "missing"),
        Fault(3, "day", "not_a_day", "1 november"),
        Fault(3, "value", "not_a_number", "x"),
        Fault(5, "value", "missing"),
    ]


@pytest.mark.parametrize(
    ("data", "faults"),
    [
        (b"", ["not_a_table"]),
        (b"measure;day\nA;2026-11-01", ["no_column"]),
        (b"x" * 1_000_001, ["too_large"]),
        (b"measure;day;value\n" + b"A;2026-11-01;1\n" * 5001, ["too_many_rows"]),
    ],
)
def test_a_file_that_is_none_is_refused(data, faults):
    assert [one.code for one in read_values(data)[1]] == faults


@given(data=st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_file_breaks_the_reader(data):
    rows, faults = read_values(b"measure;day;value\n" + data)
    assert len(rows) + len(faults) >= 0


def test_a_file_is_written_down_with_its_name_once(world, agreed):
    goal = agreed(measures=[measure(name="Orders"), measure("yes_no", name="Open")])
    data = "mått;dag;värde\norders;2026-11-01;12,5\nOpen;2026-11-02;ja\n".encode()
    actor = world.actor("sam")
    with entered(actor, partnership_id=world.shared):
        for expected in (2, 0):
            written = read_value_file(
                actor, goal=goal, data=data, source_name="values.csv", today=TODAY, now=NOW
            )
            assert len(written) == expected
    with as_creator():
        rows = Reading.objects.order_by("read_on").values_list("value", "source_kind", "source_name")
        assert list(rows) == [(D("12.5"), "csv", "values.csv"), (1, "csv", "values.csv")]


def test_nothing_of_a_file_with_a_bad_row_is_written_down(world, agreed):
    goal = agreed(
        measures=[measure(name="Orders"), measure("steps", name="Way"), measure("yes_no", name="Open")]
    )
    data = (
        "measure;day;value\nOrders;2026-11-01;1\nNobody;2026-11-01;1\nWay;2026-11-01;1\n"
        "Orders;2026-11-24;1\nOpen;2026-11-01;2\n"
    )
    actor = world.actor("ada")
    with entered(actor, partnership_id=world.shared), pytest.raises(BadFile) as caught:
        read_value_file(actor, goal=goal, data=data.encode(), source_name="x", today=TODAY, now=NOW)
    assert [(one.row, one.column, one.code) for one in caught.value.problems] == [
        (3, "measure", "no_such_measure"),
        (4, "measure", "no_such_measure"),
        (5, "day", "too_late"),
        (6, "value", "not_yes_or_no"),
    ]
    with as_creator():
        assert Reading.objects.count() == 0


def test_a_viewer_brings_no_file(world, agreed):
    goal = agreed()
    with entered(world.actor("vera"), partnership_id=world.shared), pytest.raises(NotAllowed):
        read_value_file(world.actor("vera"), goal=goal, data=b"", source_name="x", today=TODAY, now=NOW)
