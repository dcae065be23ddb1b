from datetime import timedelta

import pytest
from django.db import connection

from api.idempotency import KEPT_FOR
from api.models import KeptAnswer
from projects.health.factories import make_project
from projects.work.models import WorkEntry
from tests.tenancy import as_creator


@pytest.fixture
def log(world):
    """Return what to send for an hour of Studio Nord."""
    with as_creator():
        shop = make_project(world.shared)
    path = f"/partnerships/{world.shared}/work-entries"
    return lambda caller, hours="1", **rest: caller.post(
        path, {"project": str(shop.id), "done_on": "2026-11-20", "hours": hours}, **rest
    )


def entries():
    with as_creator():
        return WorkEntry.objects.count()


def test_the_same_request_is_done_once_and_answered_alike(sam, log):
    first = log(sam, Idempotency_Key="a-1")
    told = {name: sam.last.headers[name] for name in ("Location", "ETag", "Content-Type")}
    assert "Idempotent-Replayed" not in sam.last.headers

    assert log(sam, Idempotency_Key="a-1") == first
    assert sam.last.headers["Idempotent-Replayed"] == "true"
    assert {name: sam.last.headers[name] for name in told} == told
    assert entries() == 1


def test_without_the_header_each_request_counts(sam, log):
    log(sam)
    log(sam)

    assert entries() == 2


def test_another_request_under_the_same_name_is_refused(sam, log):
    log(sam, Idempotency_Key="a-1")

    assert log(sam, hours="2", status=422, Idempotency_Key="a-1")["code"] == "idempotency_key_reused"
    assert entries() == 1


def test_a_name_belongs_to_the_key_that_sent_it(sam, caller, log):
    first = log(sam, Idempotency_Key="a-1")
    other = log(caller("sam"), Idempotency_Key="a-1")

    assert other["id"] != first["id"]


def test_the_answer_is_never_given_to_a_dead_key(sam, log):
    from api.tests.conftest import Caller

    log(sam, Idempotency_Key="a-1")

    assert log(Caller(sam.key[:-1]), status=401, Idempotency_Key="a-1")["code"] == "unauthenticated"


def test_a_refused_request_keeps_nothing(sam, log):
    log(sam, hours="25", status=422, Idempotency_Key="a-1")

    assert log(sam, hours="2", Idempotency_Key="a-1")["hours"] == "2.000"


def test_after_two_days_the_name_is_free_again_and_the_answer_gone(sam, log):
    log(sam, Idempotency_Key="a-1")
    log(sam, Idempotency_Key="a-2")
    with as_creator():
        first = KeptAnswer.objects.get(name="a-1")
        KeptAnswer.objects.update(created_at=first.created_at - KEPT_FOR - timedelta(seconds=1))

    log(sam, hours="2", Idempotency_Key="a-1")

    with as_creator():
        assert list(KeptAnswer.objects.values_list("name", flat=True)) == ["a-1"]
    assert entries() == 3


@pytest.mark.parametrize("name", ["", "x" * 256, "two words", "å"])
def test_a_name_that_is_none_is_400(sam, log, name):
    assert log(sam, status=400, Idempotency_Key=name)["errors"][0]["header"] == "Idempotency-Key"


@pytest.mark.django_db(transaction=True)
def test_a_second_request_at_the_same_time_does_not_wait(sam, log):
    me = sam.get("/me")["key"]["id"]
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [f"{me} a-1"])
        assert log(sam, status=409, Idempotency_Key="a-1")["code"] == "idempotency_key_in_flight"
    finally:
        other.close()
    log(sam, Idempotency_Key="a-1")
    assert entries() == 1
