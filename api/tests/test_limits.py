"""How often one may ask, with a real Valkey, with a killed one, and with several keys and organizations."""

import os
import re
import signal
import time
from dataclasses import replace

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, given
from hypothesis import settings as given_settings
from hypothesis import strategies as st

from accounts.keys import actor_of_key
from api import limits
from api.buckets import SECOND, Policy, taken
from api.limits import Bucket, take
from api.operation import rows_cost
from api.tests.conftest import Caller
from api.v1.me import MeView
from partnership.kit.ids import new_id
from partnership.launch.keys import Keys
from partnership.launch.places import Places
from partnership.launch.valkey import start_valkey

LINE = re.compile(r'"(\w+)";r=(\d+);t=(\d+)')


@pytest.fixture(autouse=True)
def few(settings):
    """Few enough to be used up; what the addresses of other tests have used is forgotten."""
    cache.clear()
    limits._here.full_at.clear()
    settings.API_LIMITS = {"key": 5, "organization": 8, "address": 3, "without_valkey": 2}
    return settings


@pytest.fixture
def own_valkey(few, tmp_path):
    """A Valkey that a test may kill."""
    places = Places(tmp_path)
    places.make()
    child, few.REDIS_URL = start_valkey(places, Keys.of(places).broker)
    limits._own.__dict__.pop("script", None)
    yield child
    child.stop()
    limits._own.__dict__.pop("script", None)
    limits._lines.asked_again_at = 0.0


def left(answer):
    return {name: int(number) for name, number, _full in LINE.findall(answer.headers["RateLimit"])}


def ask(caller, times, *, status=200):
    for _ in range(times):
        caller.get("/me", status=status)


def test_every_answer_says_the_buckets_and_what_is_left(ada):
    ada.get("/me")

    assert ada.last.headers["RateLimit-Policy"] == '"key";q=5;w=60, "organization";q=8;w=60'
    assert left(ada.last) == {"key": 4, "organization": 7}
    ada.get("/projects/x", status=404)
    assert left(ada.last) == {"address": 2}  # no such address: no key is looked up
    ada.get(f"/projects/{new_id()}", status=404)
    assert left(ada.last)["key"] == 3
    ada.get("/projects?nonsense=1", status=400)
    assert left(ada.last)["key"] == 2


def test_a_used_up_key_gets_a_problem_and_the_time_to_wait(ada, few):
    ask(ada, 5)
    found = ada.get("/me", status=429, Accept_Language="en")

    assert found["code"] == "too_many_requests"
    assert found["title"] == "Too many requests"
    assert found["errors"] == [
        {
            "code": "quota_used_up",
            "detail": "This key has asked as often as it may.",
            "header": "RateLimit",
        }
    ]
    assert 1 <= int(ada.last.headers["Retry-After"]) <= 12
    assert ada.last.headers["Content-Type"] == "application/problem+json"
    assert left(ada.last)["key"] == 0


def test_a_refused_request_does_nothing(ada, caller):
    ask(ada, 5)
    ada.post("/rates", {"person": None}, status=429)
    other = caller("ada")

    assert other.get("/rates")["data"] == []


def test_waiting_as_long_as_told_lets_in_again(ada, few):
    """Nobody waits here: the bucket is set to stand as it will after that time."""
    ask(ada, 5)
    ada.get("/me", status=429)
    actor, _facts = actor_of_key(ada.key)
    bucket = limits.buckets_of(actor)[0]
    client = limits._own.script.registered_client
    later = int(client.get(bucket.key)) - int(ada.last.headers["Retry-After"]) * SECOND
    client.set(bucket.key, later, keepttl=True)

    ada.get("/me")


def test_two_keys_of_one_organization_share_its_bucket_and_others_are_not_touched(ada, caller, sam):
    second = caller("ada")
    ask(ada, 5)
    ask(second, 3)
    found = second.get("/me", status=429, Accept_Language="en")

    assert "organization" in found["errors"][0]["detail"]
    assert left(second.last) == {"key": 2, "organization": 0}
    sam.get("/me")
    assert left(sam.last) == {"key": 4, "organization": 7}


def test_without_a_living_key_the_address_is_counted(nobody):
    nobody.get("/me", status=401)
    assert nobody.last.headers["RateLimit-Policy"] == '"address";q=3;w=60'
    nobody.get("/nothing", status=404)
    Caller("pp_live_wrong").get("/me", status=401)

    for caller in (nobody, Caller("pp_live_wrong")):
        assert caller.get("/me", status=429)["code"] == "too_many_requests"
        assert int(caller.last.headers["Retry-After"]) >= 1


def test_a_living_key_does_not_pay_for_its_address(nobody, ada):
    ask(nobody, 3, status=401)

    ada.get("/me")


def test_me_says_the_limits(ada):
    assert ada.get("/me")["limits"] == {
        "page": 200,
        "key": {"requests": 5, "seconds": 60},
        "organization": {"requests": 8, "seconds": 60},
        "rows_a_request": 10,
    }


@pytest.mark.parametrize(("rows", "cost"), [(0, 1), (1, 1), (10, 1), (11, 2), (1000, 100)])
def test_ten_rows_of_a_batch_count_as_one_request(rows, cost):
    assert rows_cost("data")({"data": [{}] * rows}) == cost


@pytest.mark.parametrize("body", [None, [], {"data": "x" * 500}, {}])
def test_a_body_without_rows_counts_as_one_request(body):
    assert rows_cost("data")(body) == 1


def test_an_operation_may_say_what_its_body_costs(ada, monkeypatch):
    costly = replace(MeView.get.operation, cost=lambda body: 3)
    monkeypatch.setattr(MeView.get, "operation", costly)

    ada.get("/me")
    assert left(ada.last)["key"] == 2
    ada.get("/me", status=429)
    assert left(ada.last)["key"] == 1


def test_a_killed_valkey_leaves_a_low_limit_to_each_process(own_valkey, ada, sam):
    ask(ada, 2)
    assert left(ada.last)["key"] == 3
    own_valkey.stop()

    ask(ada, 2)
    assert ada.last.headers["RateLimit-Policy"] == '"key";q=2;w=60, "organization";q=2;w=60'
    ada.get("/me", status=429)
    ask(sam, 2)


def test_a_silent_valkey_delays_a_request_only_once(own_valkey, ada):
    ada.get("/me")
    os.kill(own_valkey.process.pid, signal.SIGSTOP)
    try:
        begin = time.monotonic()
        ask(ada, 2)
        assert time.monotonic() - begin < 3
        assert limits._lines.is_quiet()
    finally:
        os.kill(own_valkey.process.pid, signal.SIGCONT)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 40)), min_size=1, max_size=30))
@given_settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_script_in_valkey_and_the_arithmetic_here_agree(calls):
    policies = (Policy("key", 7, 3600), Policy("organization", 33, 3600))
    buckets = [Bucket(policy, str(new_id())) for policy in policies]
    now, full_at = SECOND, (0, 0)
    for _pause, cost in calls:
        there = take(buckets, cost=cost)
        here = taken(policies, full_at, cost=cost, now=now)
        full_at = tuple(now + level.lacking for level in here.levels)
        # Valkey's clock runs on between two calls, by far less than one request takes to run in again.
        assert bool(there.wait) == bool(here.wait)
        for real, ideal in zip(there.levels, here.levels, strict=True):
            assert 0 <= ideal.lacking - real.lacking < 100 * SECOND


def test_the_buckets_in_valkey_go_when_they_are_full(few):
    owner = str(new_id())
    bucket = Bucket(Policy("key", 10, 60), owner)
    take([bucket], cost=2)
    client = limits._own.script.registered_client

    assert 0 < client.pttl(bucket.key) <= 12_001
    assert bucket.key.startswith(few.CACHES["default"]["KEY_PREFIX"])
