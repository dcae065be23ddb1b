"""The description is true: no warning, and every answer has exactly the fields that it promises."""

import pytest
from django.core.management import call_command
from drf_spectacular.drainage import GENERATOR_STATS, reset_generator_stats

from api.documentation import _record, _resolved, description
from tests.world import MARKER


@pytest.fixture(scope="module")
def described():
    return description()


def test_the_description_is_openapi_31_without_a_warning(tmp_path):
    reset_generator_stats()

    call_command(
        "spectacular",
        validate=True,
        fail_on_warn=True,
        urlconf="api.described",
        file=str(tmp_path / "api.yml"),
    )

    assert not GENERATOR_STATS


def test_every_operation_has_an_id_a_tag_and_problems(described):
    assert described["openapi"] == "3.1.1"
    ids = []
    for path, methods in described["paths"].items():
        assert path.startswith("/api/v1/")
        for one in methods.values():
            ids.append(one["operationId"])
            assert len(one["tags"]) == 1
            assert {"401", "403", "404"} <= set(one["responses"])
            assert one["security"] == [{"ApiKey": []}]
    assert len(ids) == len(set(ids))


def promised(described, path):
    answer = described["paths"][f"/api/v1{path}"]["get"]["responses"]["200"]
    schema = answer["content"]["application/json"]["schema"]
    return set(_resolved(described, _record(described, schema))["properties"])


@pytest.mark.parametrize("path", ["/organizations", "/partnerships"])
def test_lists_answer_what_is_promised(described, ada, path):
    for one in ada.get(path)["data"]:
        assert set(one) == promised(described, path)


def test_me_answers_what_is_promised(described, ada):
    assert set(ada.get("/me")) == promised(described, "/me")


def test_the_description_is_served_to_everybody(nobody, described):
    found = nobody.get("/openapi.json")

    assert found["paths"].keys() == described["paths"].keys()
    nobody.get("/openapi.json", status=304, If_None_Match=nobody.last.headers["ETag"])


def test_the_page_for_people_names_every_operation_and_works_without_scripts(client, world, described):
    page = client.get("/api/docs/")

    assert page.status_code == 200
    for methods in described["paths"].values():
        for one in methods.values():
            assert f'id="{one["operationId"]}"' in page.text
    assert MARKER not in page.text
    assert "style=" not in page.text
