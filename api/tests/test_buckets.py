"""The arithmetic of the limits, and that Valkey's script comes to the same numbers."""

from hypothesis import given
from hypothesis import strategies as st

from api.buckets import SECOND, Level, Policy, taken

SMALL = Policy("key", 10, 60)
LARGE = Policy("organization", 25, 60)
MINUTE = 60 * SECOND


def ask(full_at, *, cost=1, now=MINUTE, policies=(SMALL, LARGE)):
    verdict = taken(policies, full_at, cost=cost, now=now)
    return verdict, tuple(now + level.lacking for level in verdict.levels)


def left(verdict):
    return [level.left for level in verdict.levels]


def test_a_fresh_bucket_gives_as_many_as_it_holds_and_no_more():
    full_at = (0, 0)
    for number in range(10):
        verdict, full_at = ask(full_at)
        assert not verdict.wait
        assert left(verdict) == [9 - number, 24 - number]
    verdict, full_at = ask(full_at)

    assert verdict.wait == MINUTE // 10
    assert verdict.wait_seconds == 6
    assert verdict.short(1) == [SMALL]


def test_who_waits_as_long_as_told_is_let_in():
    verdict, full_at = ask((0, 0), cost=10)
    refused, full_at = ask(full_at)

    again, _ = ask(full_at, now=MINUTE + refused.wait)

    assert verdict.wait == again.wait == 0


def test_a_refusal_takes_from_no_bucket():
    _, full_at = ask((0, 0), cost=10)
    refused, after = ask(full_at)

    assert refused.wait
    assert after == full_at


def test_what_costs_more_than_a_whole_bucket_waits_for_a_full_one():
    verdict, full_at = ask((0, 0), cost=500)

    assert not verdict.wait
    assert left(verdict) == [0, 0]
    assert ask(full_at, cost=500)[0].wait_seconds == 60


def test_a_full_bucket_is_full_at_once():
    assert Level(SMALL, 0).full_in == 0
    assert Level(SMALL, 1).full_in == 1


@given(
    st.integers(1, 5000),
    st.lists(st.tuples(st.integers(0, 20 * SECOND), st.integers(1, 30)), min_size=1, max_size=60),
)
def test_no_window_lets_through_more_than_a_full_bucket_and_what_runs_in(quota, calls):
    policy, now, full_at, passed = Policy("key", quota, 60), MINUTE, (0,), []
    for pause, cost in calls:
        now += pause
        verdict, full_at = ask(full_at, cost=cost, now=now, policies=(policy,))
        if not verdict.wait:
            passed.append((now, min(cost, quota)))
    for begin, _cost in passed:
        for end, _cost in passed:
            inside = sum(cost for at, cost in passed if begin <= at <= end)
            # Each cost may be rounded down by less than a microsecond of filling.
            assert begin > end or inside <= quota + ((end - begin + len(passed)) * quota) / MINUTE
