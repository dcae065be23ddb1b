"""What an integrator does first: make a client of the description alone, and go once through with it."""

import datetime
import importlib
import os
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "portal_client"


@pytest.fixture
def generated(live_server, nobody, tmp_path, monkeypatch):
    """The package that the generator makes, without a warning, of what the running portal says of itself."""
    nobody.get("/openapi.json")
    (tmp_path / "openapi.json").write_bytes(nobody.last.content)
    command = ["-m", "openapi_python_client", "generate", "--meta", "none", "--fail-on-warning"]
    done = subprocess.run(
        [sys.executable, *command, "--path", "openapi.json", "--output-path", NAME],
        cwd=tmp_path,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.defpath}"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    monkeypatch.syspath_prepend(tmp_path)
    yield lambda path: importlib.import_module(f"{NAME}.{path}")
    for name in [one for one in sys.modules if one.split(".")[0] == NAME]:
        del sys.modules[name]


@pytest.fixture
def client(generated, live_server, sam):
    """Sam's client; a status that the description does not name is an error of its own."""
    made = generated("client").AuthenticatedClient
    with made(base_url=live_server.url, token=sam.key, raise_on_unexpected_status=True) as open_client:
        yield open_client


def test_a_generated_client_goes_from_key_to_health_score(generated, client, counted_project, world):
    problem, models = generated("models.problem").Problem, generated("models")

    def call(place, *args, **rest):
        return generated(f"api.{place}").sync(*args, client=client, **rest)

    assert call("me.get_me").organization.name == "Studio Nord"
    (partnership,) = call("partnerships.list_partnerships").data
    assert partnership.id == world.shared

    said = {"done_on": datetime.date(2026, 11, 20), "hours": "7.50", "project": UUID(str(counted_project.id))}
    made = call("work_entries.create_work_entry", partnership.id, body=models.NewWorkEntry(**said))
    assert (made.hours, made.done_on) == ("7.500", datetime.date(2026, 11, 20))
    assert made.id in {one.id for one in call("work_entries.list_work_entries", limit=5).data}

    refused = call(
        "work_entries.create_work_entry",
        partnership.id,
        body=models.NewWorkEntry(**{**said, "hours": "many"}),
    )
    assert isinstance(refused, problem)
    assert [one.pointer for one in refused.errors] == ["/hours"]
    assert call("work_entries.get_work_entry", world.foreign).status == 404

    found = call("health.list_latest_health", partnership=[partnership.id])
    assert not isinstance(found, problem), found
    (health,) = found.data
    assert (health.week, {one.id for one in health.parties}) == (
        "2026-W47",
        {world.parties["havsvik"], world.parties["studionord"]},
    )
