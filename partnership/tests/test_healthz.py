"""/healthz says part by part whether the portal lives, and nothing else."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError, connections
from django.test import Client
from redis.exceptions import ConnectionError as BrokerAway

from partnership.heartbeat import key_of, show

pytestmark = pytest.mark.django_db
PARTS = ("database", "broker", "worker", "beat", "migrations")


@pytest.fixture(autouse=True)
def _no_signs() -> None:
    cache.delete_many([key_of("worker"), key_of("beat")])


def _states(client: Client) -> tuple[int, dict[str, str]]:
    answer = client.get("/healthz")
    assert set(answer.json()) == {"status", "parts"}
    return answer.status_code, answer.json()["parts"]


def _dead(*parts: str) -> dict[str, str]:
    return {part: "dead" if part in parts else "lives" for part in PARTS}


def test_it_is_whole_when_worker_and_beat_leave_signs(client: Client) -> None:
    show("worker")
    show("beat")
    assert _states(client) == (200, _dead())


def test_a_worker_that_leaves_no_signs_is_dead(client: Client) -> None:
    show("beat")
    assert _states(client) == (503, _dead("worker"))


def test_a_beat_that_leaves_no_signs_is_dead(client: Client) -> None:
    show("worker")
    assert _states(client) == (503, _dead("beat"))


def test_without_its_broker_nothing_is_known_of_worker_and_beat(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: Any, **kwargs: Any) -> None:
        raise BrokerAway

    monkeypatch.setattr(cache, "get_many", away)
    assert _states(client) == (503, _dead("broker", "worker", "beat"))


def test_a_dead_database_is_told_and_not_thrown(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("password=secret")

    show("worker")
    show("beat")
    with monkeypatch.context() as patched:
        patched.setattr(connections["default"], "cursor", away)
        patched.setattr(connections["default"], "close", lambda: None)
        patched.setattr("partnership.healthz._seen_migrated", True)
        states = _states(client)
    assert states == (503, _dead("database"))


def test_it_is_only_for_looking(client: Client) -> None:
    assert (client.post("/healthz").status_code, client.head("/healthz").content) == (405, b"")
