"""What the database refuses: each refusal a problem, and nothing left half."""

import logging

import psycopg
import pytest
from django.db import OperationalError, connection

from projects.health.factories import make_project
from projects.work.models import Project
from tests.tenancy import as_creator


@pytest.fixture
def instead(monkeypatch):
    """Return a function that makes `/me` run something else half-way."""
    return lambda do: monkeypatch.setattr("api.v1.me._person", lambda _id: do())


def test_two_at_the_same_time_with_the_same_code_are_a_conflict(ada, world, monkeypatch):
    """The check before writing sees nothing when both come at once: here it is asleep, and the constraint is not."""
    monkeypatch.setattr("projects.work.actions.projects._check_code", lambda *values, **rest: None)
    with as_creator():
        shop = make_project(world.shared)
    body = {
        "name": "Ny",
        "code": shop.code,
        "commissioned_by": str(world.parties["havsvik"]),
        "delivered_by": str(world.parties["studionord"]),
    }

    assert ada.post(f"/partnerships/{world.shared}/projects", body, status=409)["code"] == "conflict"
    with as_creator():
        assert Project.objects.filter(partnership_id=world.shared).count() == 1


def test_what_a_policy_or_grant_refuses_is_not_there_and_is_noted(ada, instead, caplog):
    def forbidden():
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE work_project")

    instead(forbidden)

    with caplog.at_level(logging.ERROR, "api.security"):
        assert ada.get("/me", status=404)["code"] == "not_found"
    assert [record.message for record in caplog.records if record.name == "api.security"] == [
        "a policy refused GET /api/v1/me"
    ]


def test_a_deadlock_may_be_tried_again(ada, instead):
    def locked():
        raise OperationalError from psycopg.errors.DeadlockDetected()

    instead(locked)

    assert ada.get("/me", status=503)["code"] == "unavailable"
    assert ada.last.headers["Retry-After"] == "1"
