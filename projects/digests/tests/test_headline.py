import pytest

from projects.digests.headline import Clock, mood, trouble, worst


@pytest.mark.parametrize(
    ("change", "said"),
    [(None, "first"), (2, "good"), (1, "steady"), (0, "steady"), (-1, "steady"), (-2, "heavy")],
)
def test_the_mood_follows_the_change(change, said):
    assert mood(change) == said


@pytest.mark.parametrize(
    ("clocks", "said"),
    [
        ([], "nothing"),
        ([Clock(None, 0)], "nothing"),
        ([Clock(105, 0)], "nothing"),
        ([Clock(106, 0)], "hours"),
        ([Clock(100, 4)], "nothing"),
        ([Clock(100, 5)], "day"),
        ([Clock(112, 0), Clock(90, 7)], "both"),
    ],
)
def test_trouble_is_hours_past_a_margin_or_a_forecast_days_behind_its_day(clocks, said):
    assert trouble(clocks) == said


def test_the_worst_project_is_the_one_furthest_over_its_hours():
    assert worst([Clock(100, 9), Clock(112, 0), Clock(90, 0)]) == 1
    assert worst([Clock(100, 9), Clock(None, 12)]) == 0
    assert worst([Clock(100, 0)]) is None
