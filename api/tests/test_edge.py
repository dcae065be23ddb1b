"""DRF's and Django's defaults that would fail an integrator, each with the answer that we give instead."""

import pytest
from django.test import Client

PROBLEM = "application/problem+json"
WHOLE = ["type", "title", "status", "code", "detail", "instance", "request_id", "errors"]


def test_an_unknown_address_is_a_problem(nobody):
    found = nobody.get("/nothing/here", status=404)

    assert list(found) == WHOLE
    assert found["code"] == "not_found"
    assert nobody.last.headers["Content-Type"] == PROBLEM
    assert nobody.last.headers["Request-Id"] == found["request_id"]


def test_every_answer_has_a_request_id(ada):
    ada.get("/me")

    assert ada.last.headers["Request-Id"].startswith("req_")
    assert ada.last.headers["Cache-Control"] == "private, no-store"


def test_an_unknown_host_is_a_problem(nobody):
    answer = nobody.client.get("/api/v1/me", headers={"Host": "elsewhere.example"})

    assert answer.status_code == 400
    assert answer.json()["code"] == "bad_request"


def test_a_crash_is_a_problem_that_tells_nothing(ada, monkeypatch):
    monkeypatch.setattr("api.v1.me._person", lambda _id: 1 / 0)
    client = Client(raise_request_exception=False)

    answer = client.get("/api/v1/me", headers={"Authorization": f"Bearer {ada.key}", "Accept-Language": "en"})

    assert answer.status_code == 500
    assert answer.headers["Content-Type"] == PROBLEM
    assert answer.json()["code"] == "internal_error"
    assert "ZeroDivision" not in answer.text


def test_a_method_that_is_not_there_is_405(ada):
    assert ada("DELETE", "/me", status=405)["code"] == "method_not_allowed"
    assert ada.last.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("accept", [PROBLEM, "text/html", "image/png", "nonsense"])
def test_no_accept_header_gives_406(ada, accept):
    assert ada.get("/me", Accept=accept)["object"] == "me"


@pytest.mark.parametrize("limit", ["abc", "0", "201", "-1", "1.5", "", "٣", "1&limit=2"])
def test_a_bad_limit_is_400_by_name(ada, limit):
    found = ada.get(f"/partnerships?limit={limit}", status=400)

    assert found["errors"][0]["parameter"] == "limit"
    assert found["code"] == "invalid_parameter"


@pytest.mark.parametrize("cursor", ["abc", "", "eyJhIjoxfQ:xyz", "%00", "ä"])
def test_a_bad_cursor_is_400(ada, cursor):
    assert ada.get(f"/partnerships?cursor={cursor}", status=400)["code"] == "bad_cursor"


def test_an_unknown_parameter_is_400_by_name(ada):
    found = ada.get("/partnerships?page=2&format=api", status=400)

    assert [fault["parameter"] for fault in found["errors"]] == ["page", "format"]
    assert found["code"] == "unknown_parameter"


def test_an_unknown_field_to_show_is_400(ada):
    assert ada.get("/partnerships?fields=title,secret", status=400)["code"] == "unknown_field"


def test_words_come_in_the_language_of_the_header(ada):
    found = ada.get("/organizations/00000000-0000-0000-0000-000000000000", status=404, Accept_Language="en")

    assert found["title"] == "Not found"


def test_a_declared_body_of_50_mb_is_refused_before_it_is_read(nobody):
    answer = nobody.client.generic(
        "POST", "/api/v1/me", b"{}", content_type="application/json", CONTENT_LENGTH=str(50_000_000)
    )

    assert answer.status_code == 413
    assert answer.json()["code"] == "body_too_large"


def test_times_are_in_utc_with_a_z(ada):
    found = ada.get("/partnerships")["data"][0]

    assert found["created_at"].endswith("Z")


def test_a_body_in_chunks_is_asked_for_its_length(ada):
    answer = ada.client.generic(
        "POST", "/api/v1/me", b"", HTTP_TRANSFER_ENCODING="chunked", CONTENT_LENGTH=""
    )

    assert answer.status_code == 411
    assert answer.json()["code"] == "length_required"


def test_head_is_get_without_the_body(ada):
    ada("HEAD", "/me")

    assert ada.last.content == b""


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "PUT", "INVENTED"])
def test_no_other_method_opens_anything(ada, nobody, method):
    assert ada(method, "/me", status=405)["code"] == "method_not_allowed"
    assert nobody(method, "/me", status=401)["code"] == "unauthenticated"


def test_a_cookie_is_neither_read_nor_set(world, ada):
    ada.client.force_login(world.users["sam"])

    assert ada.get("/me")["person"]["name"] == world.users["ada"].name
    assert ada.last.headers["Vary"] == "Authorization, Accept-Language"
    assert not ada.last.cookies


def test_a_cookie_chooses_no_language(nobody):
    nobody.client.cookies["django_language"] = "sv"

    nobody.get("/me", status=401)

    assert nobody.last.headers["Content-Language"] == "en"


def test_answers_carry_the_security_headers_of_pages(ada):
    ada.get("/me")

    page = ada.client.get("/accounts/login/").headers
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"):
        assert ada.last.headers[name] == page[name]
