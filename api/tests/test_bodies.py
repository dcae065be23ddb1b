"""Bodies that are not what they should be: each a problem, never a crash."""

import pytest


@pytest.fixture
def path(world):
    return f"/partnerships/{world.shared}/projects"


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"",
        b'{"name": NaN}',
        b"\xff\xfe",
        b'{"name": "\\ud800"}',
        b"[" * 5000,
        b'{"a":' * 5000,
    ],
)
def test_what_is_no_json_is_400(ada, path, body):
    found = ada.post(path, body, status=400)

    assert found["code"] in {"malformed_json", "invalid_body"}


@pytest.mark.parametrize("body", [b"[]", b'"x"', b"null", b"7"])
def test_what_is_no_object_is_400(ada, path, body):
    assert ada.post(path, body, status=400)["code"] == "not_an_object"


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_another_kind_of_body_is_415(ada, world, kind):
    answer = ada.client.generic(
        "POST",
        f"/api/v1/partnerships/{world.shared}/projects",
        b'{"name": "X"}',
        content_type=kind,
        headers={"Authorization": f"Bearer {ada.key}"},
    )

    assert answer.status_code == 415
    assert answer.json()["code"] == "not_json"


def test_a_body_over_the_limit_is_413(ada, path, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    assert ada.post(path, b'{"name": "' + b"x" * 2000 + b'"}', status=413)["code"] == "body_too_large"


def test_a_body_that_lies_about_its_length_is_cut_off(ada, world, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    from api.parsers import BodyTooLarge, StrictJSONParser

    class Endless:
        def read(self, size):
            return b" " * size

    with pytest.raises(BodyTooLarge):
        StrictJSONParser().parse(Endless())
