"""Files of a page by API: sent and read as their bytes, by the same rules as on the page."""

import pytest

from api.parsers import LARGEST_FILE

SCOPES = ["read", "insight:write"]
PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"
PAGE = {"topic": "plans", "title": "Spring", "body": "# When", "audience": "partnership"}


@pytest.fixture
def ada(caller):
    return caller("ada", scopes=SCOPES)


@pytest.fixture
def page(ada, world):
    return ada.post(f"/partnerships/{world.shared}/insight-pages", PAGE)["id"]


def send(caller, page, data, *, name="plan.pdf", status=201, media="application/octet-stream", **headers):
    answer = caller.client.post(
        f"/api/v1/insight-pages/{page}/files?name={name}",
        data,
        content_type=media,
        headers={"Authorization": f"Bearer {caller.key}", **headers},
    )
    assert answer.status_code == status, answer.content
    return answer.json()


def raw(caller, path):
    return caller.client.get(f"/api/v1{path}", headers={"Authorization": f"Bearer {caller.key}"})


def test_a_file_comes_back_as_it_was_sent(ada, page, caller):
    made = send(ada, page, PDF)
    assert (made["name"], made["media_type"], made["size"]) == ("plan.pdf", "application/pdf", len(PDF))
    assert ada.get(f"/insight-pages/{page}")["files"] == [made]
    answer = raw(caller("sam", scopes=SCOPES), f"/insight-files/{made['id']}")
    assert (answer.status_code, answer.content) == (200, PDF)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_same_request_again_keeps_one_file_and_another_file_is_refused(ada, page):
    key = {"Idempotency-Key": "one"}
    made = send(ada, page, PDF, **key)
    assert send(ada, page, PDF, **key) == made
    assert send(ada, page, PDF + b"\n", status=422, **key)["code"] == "idempotency_key_reused"
    assert len(ada.get(f"/insight-pages/{page}")["files"]) == 1


def test_its_own_side_alone_takes_it_away(ada, page, caller):
    made = send(ada, page, PDF)
    sam = caller("sam", scopes=SCOPES)
    assert sam("DELETE", f"/insight-files/{made['id']}", status=403)["code"] == "not_your_page"
    assert ada("DELETE", f"/insight-files/{made['id']}")["deleted"] is True
    assert raw(ada, f"/insight-files/{made['id']}").status_code == 404


def test_a_stranger_and_a_reader_without_the_page_find_no_file(ada, page, caller):
    made = send(ada, page, PDF)
    ada.patch(f"/insight-pages/{page}", {"audience": "draft"}, If_Match='"1"')
    for name in ("sam", "olga"):
        assert raw(caller(name, scopes=SCOPES), f"/insight-files/{made['id']}").status_code == 404
    send(caller("olga", scopes=SCOPES), page, PDF, status=404)


@pytest.mark.parametrize(
    ("data", "name", "status", "code"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "a.svg", 422, "file_not_taken"),
        (b" \n", "a.txt", 422, "file_not_taken"),
        (b"x" * (LARGEST_FILE + 1), "a.txt", 413, "body_too_large"),
        (PDF, "n" * 201, 400, "invalid_parameter"),
    ],
)
def test_what_is_not_taken_is_said(ada, page, data, name, status, code):
    assert send(ada, page, data, name=name, status=status)["code"] == code


def test_a_file_is_not_json(ada, page):
    assert send(ada, page, b"{}", media="application/json", status=415)["code"] == "not_bytes"


def test_other_addresses_keep_their_small_limit(ada, world):
    path = f"/partnerships/{world.shared}/insight-pages"
    answer = ada.client.post(
        f"/api/v1{path}",
        b"x" * 3_000_000,
        content_type="application/json",
        headers={"Authorization": f"Bearer {ada.key}"},
    )
    assert answer.status_code == 413
