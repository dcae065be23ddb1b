from datetime import date, timedelta
from decimal import Decimal

import pytest

from projects.health.alerts import Alert, AlertKind, Heard, Point, alerts_in, slope

FIRST = date(2026, 8, 3)


def point(week, joint=70, *, coverage="0.8", band="watch"):
    joint = None if joint is None else Decimal(str(joint))
    return Point(FIRST + timedelta(weeks=week), joint, Decimal(coverage), band)


def held(points, *, sides=(70, 70), before=None, silent_days=0, started_days=1000):
    as_of = points[-1].week_on + timedelta(days=6)
    heard = Heard(as_of - timedelta(days=started_days), as_of - timedelta(days=silent_days))
    scores = [None if one is None else Decimal(one) for one in sides]
    return alerts_in(points, sides=scores, before=before or {}, heard=heard, as_of=as_of)


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
    fact = {"a_week": "1.5", "weeks": 6}
    assert found == ([Alert(AlertKind.FALLING, monday(5), fact)] if raised else [])


def test_five_weeks_or_a_week_without_a_score_are_no_trend():
    assert held([point(week, 80 - 3 * week) for week in range(5)]) == []
    assert held([point(week, None if week == 2 else 80 - 3 * week) for week in range(6)]) == []
    assert held([point(week, 80 - 3 * week) for week in (0, 1, 2, 3, 4, 6)]) == []


def test_an_alert_that_goes_on_keeps_the_week_in_which_it_began():
    found = held([point(week, 90 - 2 * week) for week in range(10)], before={"falling": monday(5)})
    assert [(one.kind, one.since) for one in found] == [(AlertKind.FALLING, monday(5))]


@pytest.mark.parametrize(("sides", "raised"), [((50, 71), True), ((50, 70), False), ((50, None), False)])
def test_sides_more_than_twenty_points_apart_are_told(sides, raised):
    found = held([point(0)], sides=sides)
    assert found == ([Alert(AlertKind.APART, monday(0), {"points": 21})] if raised else [])


@pytest.mark.parametrize(("now", "raised"), [("0.7", True), ("0.71", False)])
def test_knowing_less_than_four_weeks_ago_is_told(now, raised):
    found = held([*(point(week) for week in range(4)), point(4, coverage=now)])
    assert [one.kind for one in found] == ([AlertKind.COVERAGE] if raised else [])


@pytest.mark.parametrize(("days", "raised"), [(42, True), (41, False)])
def test_six_weeks_of_silence_are_a_signal(days, raised):
    found = held([point(0)], silent_days=days)
    assert found == ([Alert(AlertKind.SILENCE, monday(0), {"weeks": 6})] if raised else [])


@pytest.mark.parametrize(("days", "raised"), [(42, True), (41, False)])
def test_silence_counts_from_the_beginning_of_a_partnership_at_the_earliest(days, raised):
    assert len(held([point(0)], silent_days=900, started_days=days)) == raised


def test_the_slope_is_that_of_least_squares():
    assert slope([Decimal(one) for one in (3, 5, 7)]) == 2
    assert slope([Decimal(one) for one in (1, 0, 2)]) == Decimal("0.5")
    assert slope([Decimal(4)]) == 0
