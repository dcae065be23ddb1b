"""The log of requests: complete for living keys, for its organization alone, without bodies, 30 days."""

from datetime import timedelta
from threading import Event

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.key_reach import Reach
from accounts.keys import actor_of_key
from api.calls import noting
from api.calls.models import Call
from api.calls.noting import _gathered, write_gathered
from api.calls.tasks import forget_calls
from api.tests.conftest import Caller
from tests.tenancy import as_creator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_gathered():
    _gathered.lines.clear()
    yield
    _gathered.lines.clear()


def key_id(one):
    return str(actor_of_key(one.key)[0].key_id)


def logged(one, query=""):
    write_gathered()
    return one.get(f"/request-log{query}")["data"]


def test_a_request_is_logged_with_how_it_ended_and_never_with_what_it_said(ada, world):
    ada.post(f"/partnerships/{world.shared}/projects", {"name": "Hemligt ord"}, status=400)
    [found] = logged(ada)
    refused = ada.last

    assert found.pop("id")
    assert found.pop("created_at").endswith("Z")
    assert 0 <= found.pop("milliseconds") < 60_000
    assert found.pop("request_id").startswith("req_")
    assert found == {
        "object": "request",
        "key": key_id(ada),
        "method": "POST",
        "path": f"/api/v1/partnerships/{world.shared}/projects",
        "status": 400,
    }
    assert refused.status_code == 200
    ada.get("/search?q=Hemligt")
    assert "Hemligt" not in str(logged(ada))


def test_the_id_of_a_request_is_that_of_its_answer(ada):
    ada.get("/me")
    told = ada.last.headers["Request-Id"]

    assert [one["request_id"] for one in logged(ada)] == [told]


def test_only_who_may_see_a_key_sees_its_requests(ada, sam, caller):
    second = caller("ada")
    service = caller("ada", kind="organization")
    for one in (ada, second, service, sam):
        one.get("/me")

    assert {one["key"] for one in logged(ada)} == {key_id(one) for one in (ada, second, service)}
    assert {one["key"] for one in logged(service)} == {key_id(service)}
    assert {one["key"] for one in logged(sam)} == {key_id(sam)}
    assert logged(sam, f"?key={key_id(ada)}") == []
    assert {one["key"] for one in logged(ada, f"?key={key_id(second)}")} == {key_id(second)}


def test_pages_and_filters(ada):
    for status in (200, 400, 200, 400):
        ada.get("/partnerships" + ("?x=1" if status == 400 else ""), status=status)
    write_gathered()

    assert [one["status"] for one in logged(ada, "?is_refused=true")] == [400, 400]
    first = ada.get("/request-log?limit=3")
    rest = ada.get(f"/request-log?limit=3&cursor={first['next_cursor']}")
    ids = [one["id"] for one in (*first["data"], *rest["data"])]
    assert len(ids) == len(set(ids)) == 4


def test_a_key_from_an_address_that_it_is_not_let_in_from_stands_there_with_401(ada, caller):
    elsewhere = caller("ada", reach=Reach(("192.0.2.0/24",)))
    elsewhere.get("/me", status=401)

    assert [(one["key"], one["status"]) for one in logged(ada)] == [(key_id(elsewhere), 401)]


def test_what_comes_without_a_living_key_stands_nowhere(nobody):
    nobody.get("/me", status=401)
    Caller("pp_live_wrong").get("/me", status=401)

    assert write_gathered() == 0


def test_after_thirty_days_it_is_forgotten(ada):
    ada.get("/me")
    write_gathered()
    now = timezone.now()
    with as_creator():
        Call.objects.update(at=now - timedelta(days=30, minutes=1))
    ada.get("/me")
    write_gathered()

    assert forget_calls() == 1
    with as_creator():
        assert Call.objects.count() == 1


def test_the_page_of_a_key_shows_its_requests_and_nobody_elses(ada, sam, world, client):
    ada.get("/me")
    write_gathered()
    page_of = reverse("calls:of_key", kwargs={"key": key_id(ada)})
    sign_in = "allauth.account.auth_backends.AuthenticationBackend"

    client.force_login(world.users["ada"], backend=sign_in)
    assert ada.last.headers["Request-Id"] in client.get(page_of).text
    assert page_of in client.get(reverse("accounts:keys")).text
    client.force_login(world.users["sam"], backend=sign_in)
    assert client.get(page_of).status_code == 404


def test_a_process_writes_by_itself_every_now_and_then(ada, settings, monkeypatch):
    settings.API_LOG_EVERY_SECONDS = 0.01
    written = Event()
    monkeypatch.setattr(noting, "write_gathered", written.set)
    monkeypatch.setattr("atexit.register", lambda act: None)
    monkeypatch.setattr(_gathered, "writer", 0)
    monkeypatch.setattr(_gathered, "stop", Event())

    ada.get("/me")

    assert written.wait(20)
    _gathered.stop.set()
