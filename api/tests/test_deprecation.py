"""An operation that is going says so on each of its answers, and in the description."""

from dataclasses import replace
from datetime import date

import pytest

from api.documentation import description
from api.operation import Deprecated
from api.v1.projects import ProjectsView
from projects.health.factories import make_project
from tests.tenancy import as_creator

GOING = Deprecated(since=date(2026, 11, 23), link="/api/docs/#versions", sunset=date(2027, 11, 23))
PLACE = '<http://127.0.0.1:8000/api/docs/#versions>; rel="deprecation"; type="text/html"'


@pytest.fixture
def going(monkeypatch):
    def make(deprecated=GOING):
        marked = replace(ProjectsView.get.operation, deprecated=deprecated)
        monkeypatch.setattr(ProjectsView.get, "operation", marked)

    make()
    description.cache_clear()
    yield make
    description.cache_clear()


@pytest.mark.parametrize(("query", "status"), [("", 200), ("?nonsense=1", 400)])
def test_every_answer_says_since_when_until_when_and_what_to_read(ada, going, query, status):
    ada.get(f"/projects{query}", status=status)

    assert ada.last.headers["Deprecation"] == "@1795392000"
    assert ada.last.headers["Sunset"] == "Tue, 23 Nov 2027 00:00:00 GMT"
    assert ada.last.headers["Link"] == PLACE


def test_without_a_last_day_there_is_no_sunset(ada, going):
    going(Deprecated(since=date(2026, 11, 23), link="/api/docs/#versions"))
    ada.get("/projects")

    assert "Sunset" not in ada.last.headers


def test_the_link_to_the_next_page_stays(ada, going, world):
    with as_creator():
        make_project(world.shared, name="One")
        make_project(world.shared, name="Two")
    ada.get("/projects?limit=1")

    following, deprecation = ada.last.headers["Link"].split(", ")
    assert following.endswith('rel="next"')
    assert deprecation == PLACE


def test_the_description_marks_it(going):
    found = description()["paths"]["/api/v1/projects"]["get"]

    assert found["deprecated"] is True
    assert found["description"].startswith("Deprecated since 2026-11-23, gone on 2027-11-23: see")


def test_other_operations_say_nothing(ada, going):
    ada.get("/partnerships")

    assert not {"Deprecation", "Sunset", "Link"} & set(ada.last.headers)
