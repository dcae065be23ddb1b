"""The pages of docs/api, run as they stand there, by curl against the running portal and a small CRM."""

import json
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from api.tests.conftest import Caller
from api.tests.pages import ANY, Page, fits
from partnership.kit.weeks import Week
from projects.health.actions import compute_batch
from projects.health.factories import make_running_project
from projects.work.models import Project, WorkEntry
from tests.tenancy import as_creator
from tests.world import NOW

pytestmark = pytest.mark.django_db(transaction=True)
by_curl = pytest.mark.skipif(
    shutil.which("curl") is None, reason="the pages speak of curl, and there is none here"
)


@pytest.fixture
def portal(world, live_server, settings):
    settings.API_LIMITS = {**settings.API_LIMITS, "key": 600}
    with as_creator():
        make_running_project(world.shared)
    compute_batch([world.shared], week=Week(2026, 47), now=NOW)
    return live_server.url


class FakeCRM(BaseHTTPRequestHandler):
    """Accounts and deals as CRMs have them: read by anybody, fields of an account written one by one."""

    accounts: dict
    deals = (
        {"id": "006-Shop", "account": "001-Havsvik", "stage": "won", "name": "New shop"},
        {"id": "006-Loyalty", "account": "001-Havsvik", "stage": "won", "name": "Loyalty programme"},
        {"id": "006-Maybe", "account": "001-Havsvik", "stage": "open", "name": "Maybe"},
    )

    def do_GET(self):
        path, _mark, asked = self.path.partition("?")
        wanted = dict(part.split("=") for part in asked.split("&")) if asked else {}
        if path == "/accounts":
            self._answer({"accounts": list(self.accounts.values())})
        else:
            fitting = [one for one in self.deals if all(one[name] == word for name, word in wanted.items())]
            self._answer({"deals": fitting})

    def do_PATCH(self):
        account = self.accounts[self.path.removeprefix("/accounts/")]
        account |= json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._answer(account)

    def _answer(self, data):
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        """Say nothing."""


@pytest.fixture
def crm():
    """A CRM at an address of its own; its accounts as they stand."""
    kept = {"001-Havsvik": {"id": "001-Havsvik", "name": "Havsvik Hem AB"}}
    handler = type("Handler", (FakeCRM,), {"accounts": kept})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", kept
        server.shutdown()


@by_curl
def test_every_request_of_the_tutorial_answers_as_it_says(portal):
    page = Page("tutorial.md", {"PORTAL": portal})
    page.run()
    assert page.ran >= 10


@by_curl
def test_the_recipe_connects_a_crm_from_end_to_end(portal, crm, world, caller):
    url, accounts = crm
    page = Page("crm.md", {"PORTAL": portal, "CRM": url})
    page.run()

    with as_creator():
        projects = dict(Project.objects.filter(code__in=["SHOP", "LOYAL"]).values_list("code", "id"))
        hours = WorkEntry.objects.filter(project_id=projects["SHOP"]).values_list("hours", flat=True)
        assert sorted(map(float, hours)) == [4.0, 6.5]
    assert accounts["001-Havsvik"]["health"] == page.known["SCORE"]
    assert accounts["001-Havsvik"]["next_step"] == page.known["STEP"] != ""
    sam = Caller(page.known["KEY"])
    assert sam.get("/projects/external/crm/006-Shop")["id"] == str(projects["SHOP"])

    ada = caller("ada", scopes=["read"])
    for path in ("/partnerships", "/projects", "/work-entries", "/events"):
        seen = json.dumps(ada.get(path))
        assert [one for one in ("006-Shop", "006-Loyalty", "001-Havsvik") if one in seen] == []
    ada.get("/projects/external/crm/006-Shop", status=404)


def test_the_comparison_can_fail():
    found = {"id": "1", "parts": [{"score": None}], "more": []}

    assert fits({"id": ANY, "more": []}, found)
    assert not fits({"id": "2"}, found)
    assert not fits({"other": ANY}, found)
    assert not fits({"parts": [{"score": ANY}]}, found)
    assert not fits({"more": [{"x": 1}]}, found)
