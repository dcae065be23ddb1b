"""The description is true: no warning, and every answer has exactly the fields that it promises."""

from datetime import date

import pytest
from django.core.management import call_command
from drf_spectacular.drainage import GENERATOR_STATS, reset_generator_stats

from api.documentation import _record, _resolved, description
from api.tests.goals import make_goals
from partnership.kit.weeks import Week
from projects.health.actions import compute_batch
from projects.health.factories import make_deliverable, make_running_project
from tests.tenancy import as_creator
from tests.world import MARKER, NOW


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


@pytest.fixture
def something(world):
    """At least one row of everything."""
    with as_creator():
        project = make_running_project(world.shared)
        make_deliverable(project, "Kassan", planned_on=date(2026, 12, 1))
    make_goals(world)
    compute_batch([world.shared], week=Week(2026, 47), now=NOW)


LISTS = [
    "organizations",
    "partnerships",
    "projects",
    "deliverables",
    "work-entries",
    "health",
    "agreements",
    "goals",
    "agreement-kinds",
]


@pytest.mark.parametrize("name", LISTS)
def test_lists_answer_what_is_promised(described, ada, something, name):
    found = ada.get(f"/{name}")["data"]

    assert found
    for one in found:
        assert set(one) == promised(described, f"/{name}")


@pytest.mark.parametrize(
    "name", ["organizations", "partnerships", "projects", "deliverables", "work-entries"]
)
def test_single_records_answer_what_their_list_does(described, ada, something, name):
    listed = ada.get(f"/{name}")["data"][0]

    assert ada.get(f"/{name}/{listed['id']}") == listed


def test_what_is_agreed_answers_what_is_promised(described, ada, sam, world, something):
    goal, agreement = (ada.get(f"/{name}")["data"][0] for name in ("goals", "agreements"))
    measure = ada.get(f"/goals/{goal['id']}")["measures"][0]
    values = [{"measure": measure["id"], "value": "1"}]
    sam.post(f"/goals/{goal['id']}/check-ins", {"confidence": 5, "values": values}, status=200)

    for path, found in (
        ("/goals/{goal}", ada.get(f"/goals/{goal['id']}")),
        ("/goals/{goal}/check-ins", ada.get(f"/goals/{goal['id']}/check-ins")["data"][0]),
        ("/check-ins", ada.get("/check-ins")["data"][0]),
        ("/measures/{measure}/readings", ada.get(f"/measures/{measure['id']}/readings")["data"][0]),
        ("/agreements/{agreement}", ada.get(f"/agreements/{agreement['id']}")),
        (
            "/agreements/{agreement}/versions/{number}",
            ada.get(f"/agreements/{agreement['id']}/versions/1"),
        ),
        ("/partnerships/{partnership}/chain", ada.get(f"/partnerships/{world.shared}/chain")),
        (
            "/partnerships/{partnership}/chain/links",
            ada.get(f"/partnerships/{world.shared}/chain/links")["data"][0],
        ),
    ):
        assert set(found) == promised(described, path), path


def test_an_explained_week_answers_what_is_promised(described, ada, world, something):
    path = "/partnerships/{partnership}/health/{week}"

    found = ada.get(f"/partnerships/{world.shared}/health/2026-W47")

    assert set(found) == promised(described, path)


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
