from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from projects.health.alerts import Alert, AlertKind, Point, alerts_in, slope

FIRST = date(2026, 8, 3)
ONE, OTHER = UUID(int=1), UUID(int=2)


def point(week, joint=70, *, coverage="0.8", band="watch", sides=None):
    joint = None if joint is None else Decimal(str(joint))
    scores = [joint, joint] if sides is None else [Decimal(one) for one in sides]
    return Point(
        FIRST + timedelta(weeks=week),
        joint,
        Decimal(coverage),
        band,
        dict(zip((ONE, OTHER), scores, strict=True)),
    )


def held(points, *, heard=None):
    today = points[-1].week_on + timedelta(days=6)
    return alerts_in(points, heard_on=heard or today, started_on=date(2026, 1, 1), today=today)


def monday(week):
    return FIRST + timedelta(weeks=week)


def test_a_calm_row_of_weeks_raises_nothing():
    assert held([point(week) for week in range(20)]) == []


def test_another_band_is_told_in_the_week_of_the_change_alone():
    weeks = [point(0, 76, band="good"), point(1, 70), point(2, 70)]
    assert held(weeks[:2]) == [Alert(AlertKind.BAND, monday(1), {"before": "good", "now": "watch"})]
    assert held(weeks) == []


def test_too_little_evidence_is_no_change_of_band():
    assert held([point(0, 76, band="good"), point(1, 70, band="")]) == []


@pytest.mark.parametrize(("a_week", "raised"), [("1.5", True), ("1.49", False), ("-3", False)])
def test_a_score_that_falls_by_one_and_a_half_points_a_week_is_told(a_week, raised):
    found = held([point(week, 80 - week * Decimal(a_week)) for week in range(6)])
    assert [one.kind for one in found] == ([AlertKind.FALLING] if raised else [])


def test_five_weeks_or_a_week_without_a_score_are_no_trend():
    assert held([point(week, 80 - 3 * week) for week in range(5)]) == []
    assert held([point(week, None if week == 2 else 80 - 3 * week) for week in range(6)]) == []
    assert held([point(week, 80 - 3 * week) for week in (0, 1, 2, 3, 4, 6)]) == []


def test_an_alert_keeps_the_week_in_which_it_began():
    found = held([point(week, 90 - 2 * week) for week in range(10)])
    assert found == [Alert(AlertKind.FALLING, monday(5), {"a_week": Decimal(2), "weeks": 6})]


@pytest.mark.parametrize(("sides", "raised"), [((50, 71), True), ((50, 70), False)])
def test_sides_more_than_twenty_points_apart_are_told(sides, raised):
    found = held([point(0, 60, sides=sides)])
    assert found == ([Alert(AlertKind.APART, monday(0), {"points": Decimal(21)})] if raised else [])


def test_coming_closer_for_a_week_begins_anew():
    far, close = {"sides": (40, 70)}, {"sides": (60, 70)}
    found = held([point(0, **far), point(1, **close), point(2, **far), point(3, **far)])
    assert found == [Alert(AlertKind.APART, monday(2), {"points": Decimal(30)})]


@pytest.mark.parametrize(("now", "raised"), [("0.7", True), ("0.71", False)])
def test_knowing_less_than_four_weeks_ago_is_told(now, raised):
    found = held([*(point(week) for week in range(4)), point(4, coverage=now)])
    assert [one.kind for one in found] == ([AlertKind.COVERAGE] if raised else [])


@pytest.mark.parametrize(("days", "raised"), [(42, True), (41, False)])
def test_six_weeks_of_silence_are_a_signal(days, raised):
    today = monday(0) + timedelta(days=6)
    found = alerts_in(
        [point(0)], heard_on=today - timedelta(days=days), started_on=date(2020, 1, 1), today=today
    )
    assert found == ([Alert(AlertKind.SILENCE, monday(0), {"weeks": 6})] if raised else [])


def test_a_partnership_that_is_new_is_not_silent():
    today = monday(0) + timedelta(days=6)
    began = today - timedelta(days=41)
    assert alerts_in([point(0)], heard_on=None, started_on=began, today=today) == []
    assert [
        one.kind for one in alerts_in([point(0)], heard_on=None, started_on=date(2020, 1, 1), today=today)
    ] == [AlertKind.SILENCE]


def test_the_slope_is_that_of_least_squares():
    assert slope([Decimal(one) for one in (3, 5, 7)]) == 2
    assert slope([Decimal(one) for one in (1, 0, 2)]) == Decimal("0.5")
    assert slope([Decimal(4)]) == 0
