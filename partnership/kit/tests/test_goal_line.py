from datetime import date, timedelta
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from partnership.kit import charts
from partnership.kit.tests.test_charts import assert_drawn_inside

START, END, DAY = date(2026, 9, 1), date(2027, 2, 28), date(2026, 11, 23)
WORDS = charts.GoalLineWords(
    "Goal", "Half of the way.", "Week", "Achieved", "Expected", "Confidence", "Distance", "Today", "4 apart"
)
SHARES = st.none() | st.floats(-3, 5)
CONFIDENCES = st.none() | st.integers(1, 10)
ROWS = st.lists(st.tuples(SHARES, SHARES, st.tuples(*[CONFIDENCES] * 3)), max_size=40)


def chart_of(rows, sides=("Havsvik", "Studio Nord"), **more):
    weeks = [
        charts.GoalWeek(START + timedelta(weeks=n), f"v. {n}", row[0], row[1]) for n, row in enumerate(rows)
    ]
    lines = [charts.Side(name, n + 1, [row[2][n] for row in rows]) for n, name in enumerate(sides)]
    said = {"starts_on": START, "ends_on": END, "today": DAY, "words": WORDS, "language": "sv", **more}
    return charts.goal_line(weeks, lines, **said)


def drawn(chart, kind):
    return [
        element for element in ElementTree.fromstring(chart.svg).iter() if element.get("class", "") == kind
    ]


@given(ROWS, st.booleans(), st.sampled_from(["sv", "en"]), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_goal_of_anything_stays_in_its_frame(rows, has_pace, language, today):
    chart = chart_of(rows, ("A", "B", "C"), has_pace=has_pace, language=language, today=today)
    assert_drawn_inside(chart)
    assert len(chart.rows) == len(rows)


def test_the_pace_runs_from_the_start_to_the_target_and_a_kept_goal_has_none():
    rows = [(0.1, 0.2, (5, 6)), (0.3, 0.4, (6, 7))]
    assert len(drawn(chart_of(rows), "plan")) == 1
    assert drawn(chart_of(rows, has_pace=False), "plan") == []


def test_a_confidence_that_is_missing_beside_another_is_outlined_at_the_last_height():
    chart = chart_of([(0.1, 0.2, (5, 6)), (0.3, 0.4, (None, 7))])
    assert len(drawn(chart, "point-1 open-point")) == 1
    assert len(drawn(chart, "point-2 halo-point")) == 2
    assert chart.rows[1][3:] == ("–", "7", "–")


def test_a_week_without_any_check_in_has_marks_only_when_it_is_the_newest():
    quiet = (0.2, 0.3, (None, None))
    assert drawn(chart_of([quiet, (0.3, 0.4, (5, 6))]), "point-1 open-point") == []
    assert len(drawn(chart_of([(0.3, 0.4, (5, 6)), quiet]), "point-1 open-point")) == 1


def test_the_distance_between_the_sides_is_shaded_named_and_counted():
    chart = chart_of([(0.1, 0.2, (8, 5)), (0.3, 0.4, (8, 4))])
    assert len(drawn(chart, "gap")) == 1
    assert "4 apart" in [element.text for element in ElementTree.fromstring(chart.svg).iter()]
    assert [row[-1] for row in chart.rows] == ["3", "4"]


def test_the_table_is_for_people_and_the_csv_is_plain_data():
    chart = chart_of([(0.125, None, (8, None))])
    assert chart.rows == (("v. 0", "13\u00a0%", "–", "8", "–", "–"),)
    assert chart.csv() == (
        "Week,Achieved (%),Expected (%),Havsvik,Studio Nord,Distance\r\n2026-09-01,12.5,,8,,\r\n"
    )
