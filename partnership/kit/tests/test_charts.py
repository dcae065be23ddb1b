import itertools
import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.kit import charts
from partnership.kit.charts.chart import apart

DAY = date(2026, 11, 23)
WORDS = charts.BurnUpWords("Hours", "344 of 400 hours.", "Week", "Used", "Budget", "Forecast", "Today")
TREND = charts.TrendWords("Health", "Both fell.", "Week", "4 points apart")
BARS = charts.BarWords("Views", "Closest on pace.", "Topic", ("Havsvik", "Studio Nord"))

HOURS = st.floats(0, 1e12)
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
SCORES = st.lists(st.tuples(*[st.none() | st.floats(0, 100)] * 3), max_size=30)


def assert_drawn_inside(chart):
    """Every place across is 0–100 %, every place down is inside the height, and nothing is styled inline."""
    root = ElementTree.fromstring(chart.svg)
    height = float(root.get("height"))
    assert [
        value for element in root.iter() for value in element.attrib.values() if value in ("nan", "inf")
    ] == []
    assert re.findall(r"<[^>]*(?:[ML ]nan|[ML ]inf| style=)", chart.svg) == []
    outside = []
    for element in root.iter():
        for name in ("x", "x1", "x2", "cx", "width"):
            value = element.get(name, "0")
            share = float(value.rstrip("%"))
            outside += [(element.tag, name, value)] if not 0 <= share <= 100 else []
        for name in ("y", "y1", "y2", "cy"):
            value = float(element.get(name, "0"))
            outside += [(element.tag, name, value)] if not 0 <= value <= height else []
    paths = [
        re.findall(r"(-?[\d.e+-]+) (-?[\d.e+-]+)", p.get("d"))
        for p in root.iter()
        if p.get("d", "").count("L")
    ]
    places = [(float(x), float(y)) for path in paths for x, y in path if path]
    outside += [place for place in places if not (0 <= place[0] <= 100 and 0 <= place[1] <= height)]
    assert outside == []
    assert root.get("role") == "img"
    names = [element.text for element in root if element.tag in ("title", "desc")]
    assert names == [chart.title, chart.sentence]


@given(
    st.lists(st.tuples(DAYS, HOURS), max_size=40),
    st.none() | HOURS,
    st.none() | DAYS,
    st.none() | DAYS,
    st.none() | st.builds(charts.Fan, DAYS, HOURS, HOURS, HOURS),
    st.sampled_from(["sv", "en"]),
)
def test_a_burn_up_of_anything_stays_in_its_frame(points, budget, starts_on, delivers_on, forecast, language):
    chart = charts.burn_up(
        points,
        budget=budget,
        starts_on=starts_on,
        delivers_on=delivers_on,
        today=DAY,
        words=WORDS,
        language=language,
        forecast=forecast,
    )
    assert_drawn_inside(chart)
    assert len(chart.rows) == len(points)


@given(SCORES, st.sampled_from(["sv", "en"]))
def test_a_trend_of_anything_stays_in_its_frame(rows, language):
    sides = [charts.Side(f"Side {n}", n + 1, [row[n] for row in rows]) for n in range(3)]
    chart = charts.trend(sides, weeks=[f"v. {n}" for n in range(len(rows))], words=TREND, language=language)
    assert_drawn_inside(chart)
    assert len(chart.rows) == len(rows)


@given(st.lists(st.tuples(st.text(max_size=80), st.none() | HOURS, st.none() | HOURS), max_size=12))
def test_bars_of_anything_stay_in_their_frame(rows):
    rows = [("".join(c for c in label if c.isprintable()), first, second) for label, first, second in rows]
    pairs = [charts.Pair(*row) for row in rows]
    assert_drawn_inside(charts.butterfly(pairs, most=5, words=BARS, language="sv"))
    items = [(label, first or 0.0) for label, first, _second in rows]
    assert_drawn_inside(charts.bars(items, words=BARS, language="sv"))


@given(st.lists(st.floats(20, 170), min_size=1, max_size=6))
def test_labels_at_the_lines_ends_never_touch(places):
    moved = sorted(apart(places, 15, 20, 170))
    assert [b - a for a, b in itertools.pairwise(moved) if b - a < 15 - 1e-6] == []
    assert moved[0] >= 20 - 1e-6
    assert moved[-1] <= 170 + 1e-6


def test_labels_that_have_room_stay_where_they_are():
    assert apart([40.0, 100.0], 15, 20, 170) == [40.0, 100.0]


def test_a_missing_week_is_a_gap_in_the_line_and_a_dash_in_the_table():
    sides = [charts.Side("Havsvik", 1, [70, None, 72]), charts.Side("Studio Nord", 2, [60, 61, 62])]
    chart = charts.trend(sides, weeks=["v. 1", "v. 2", "v. 3"], words=TREND, language="sv")
    assert chart.svg.count('class="line line-1"') == 2
    assert chart.svg.count('class="line line-2"') == 1
    assert chart.rows[1] == ("v. 2", "–", "61")


def test_a_side_without_an_answer_this_week_has_an_outlined_mark():
    sides = [charts.Side("Havsvik", 1, [70, None]), charts.Side("Studio Nord", 2, [60, 61])]
    chart = charts.trend(sides, weeks=["v. 1", "v. 2"], words=TREND, language="sv")
    assert chart.svg.count('class="point-1 open-point"') == 1
    assert chart.svg.count('class="point-2 halo-point"') == 1


def test_the_csv_is_plain_data_and_the_table_is_for_people():
    points = [(DAY - timedelta(weeks=1), 1310.5), (DAY, 1344.25)]
    chart = charts.burn_up(
        points, budget=1400, starts_on=None, delivers_on=None, today=DAY, words=WORDS, language="sv"
    )
    assert chart.rows == (("2026-11-16", "1\u00a0310,5\u00a0h"), ("2026-11-23", "1\u00a0344,25\u00a0h"))
    assert chart.csv() == "Week,Used\r\n2026-11-16,1310.5\r\n2026-11-23,1344.25\r\n"


@pytest.mark.parametrize("label", ["<script>", 'a"b', "A & B"])
def test_labels_are_words_and_never_markup(label):
    chart = charts.bars([(label, 3)], words=BARS, language="en")
    assert label in [element.text for element in ElementTree.fromstring(chart.svg)]
