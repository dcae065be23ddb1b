"""Bases for billing through the API: looked at, put forward, signed by both, and read as files."""

import csv
import io
from datetime import date

import pytest

from projects.pricing.models import Billing
from projects.pricing.tests.billing import approved, with_sheet
from projects.work.factories import ProjectFactory
from tests.chance import without_chance
from tests.tenancy import as_creator
from tests.world import MARKER

FIRST, DAY, LAST = "2025-03-01", date(2025, 3, 10), "2025-03-31"
DAYS = {"from_on": FIRST, "to_on": LAST}


def make_project(world, key, commissioner, deliverer, name="New kitchens"):
    with as_creator():
        return ProjectFactory(
            partnership_id=getattr(world, key),
            name=name,
            commissioned_by_id=world.parties[commissioner],
            delivered_by_id=world.parties[deliverer],
        )


@pytest.fixture
def project(world):
    found = make_project(world, "shared", "havsvik", "studionord")
    with_sheet(found)
    approved(found, DAY, "8")
    return found


def raw(caller, path):
    """The answer itself, which need not be JSON."""
    return caller.client.get(f"/api/v1{path}", headers={"Authorization": f"Bearer {caller.key}"})


def test_it_is_looked_at_put_forward_signed_and_sent(ada, sam, project):
    seen = sam.get(f"/projects/{project.id}/billing?from_on={FIRST}&to_on={LAST}", status=200)
    assert (seen["object"], seen["total"]) == ("billing_preview", {"amount": "8000.00", "currency": "SEK"})
    made = sam.post(f"/projects/{project.id}/billing", {**DAYS, "word": "March"}, status=201)
    assert (made["status"], made["number"], made["with_vat"]["amount"]) == ("open", None, "10000.00")
    [line] = made["lines"]
    assert {name: line[name] for name in ("sort", "text", "hours", "amount")} == {
        "sort": "work",
        "text": "Dev",
        "hours": "8",
        "amount": {"amount": "8000.00", "currency": "SEK"},
    }
    refused = ada.get(f"/billings/{made['id']}/export", status=409)
    assert refused["code"] == "not_agreed_yet"
    path = f"/agreements/{made['agreement']}/versions/1"
    read = ada.get(path, status=200)
    for person in (ada, sam):
        person.post(f"{path}/sign", {"content_hash": read["content_hash"]}, status=200)
    agreed = ada.get(f"/billings/{made['id']}", status=200)
    assert (agreed["status"], agreed["number"], agreed["open_version"]) == ("agreed", 1, None)
    assert ada.get(f"/billings/{made['id']}/export", status=200) == agreed
    assert ada.get("/billings?status=agreed", status=200)["data"] == [agreed]


def test_the_files_come_as_asked_for(ada, sam, project):
    made = sam.post(f"/projects/{project.id}/billing", DAYS, status=201)
    path = f"/agreements/{made['agreement']}/versions/1"
    read = ada.get(path, status=200)
    for person in (ada, sam):
        person.post(f"{path}/sign", {"content_hash": read["content_hash"]}, status=200)
    answer = raw(sam, f"/billings/{made['id']}/export?format=csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][0] == "0001"
    assert rows[1][10] == "8000.00"
    assert raw(sam, f"/billings/{made['id']}/export?format=xlsx").content[:2] == b"PK"
    assert raw(sam, f"/billings/{made['id']}/export?format=pdf").status_code == 400


def test_a_change_names_what_was_read(ada, sam, project):
    made = sam.post(f"/projects/{project.id}/billing", DAYS, status=201)
    path = f"/billings/{made['id']}"
    assert ada.patch(path, {"from_on": "2025-03-05"}, status=428)["code"] == "if_match_required"
    changed = ada.patch(path, {"from_on": "2025-03-05"}, status=200, if_match='"1"')
    assert (changed["from_on"], changed["newest_version"], changed["version"]) == ("2025-03-05", 2, 2)
    assert sam.patch(path, {"from_on": FIRST}, status=412, if_match='"1"')["code"] == "stale_version"


def test_the_way_of_all_agreements_counts_again_too(ada, sam, project):
    made = sam.post(f"/projects/{project.id}/billing", DAYS, status=201)
    path = f"/agreements/{made['agreement']}/versions"
    values = sam.get(f"{path}/1", status=200)["values"]
    values["lines"][0]["amount"]["amount"] = "1"
    same = ada.post(path, {"values": values, "seen": 1}, status=409)
    assert same["code"] == "nothing_changed"
    values["from_on"] = "2025-03-02"
    ada.post(path, {"values": values, "seen": 1}, status=201)
    assert ada.get(f"/billings/{made['id']}", status=200)["from_on"] == "2025-03-02"
    values["to_on"] = None
    refused = ada.post(path, {"values": values, "seen": 2}, status=422)
    assert refused["errors"][0]["pointer"] == "/values/to_on"
    about = {"kind": "billing", "values": values, "subject": str(project.id)}
    assert ada.post(f"/partnerships/{project.partnership_id}/agreements", about, status=404)


@pytest.mark.parametrize(
    ("body", "status", "code", "pointer"),
    [
        ({"to_on": "2025-02-01"}, 422, "period_backwards", "/to_on"),
        ({"to_on": "2999-01-01"}, 422, "period_ahead", "/to_on"),
        ({"from_on": "1812-01-01"}, 422, "period_too_early", "/from_on"),
        ({"from_on": "2025-03-20"}, 422, "nothing_to_bill", None),
        ({"lines": [("instalment", "5", "SEK")]}, 422, "line_not_of_this_kind", "/lines/0/sort"),
        ({"lines": [("bonus", "5", "EUR")]}, 422, "other_currency", "/lines/0/amount/currency"),
        ({"lines": [("bonus", "-5", "SEK")]}, 422, "line_not_positive", "/lines/0/amount"),
        ({"lines": [("work", "5", "SEK")]}, 400, "invalid_choice", "/lines/0/sort"),
        ({"lines": [("bonus", "5", "SEK")] * 51}, 400, "max_length", "/lines"),
    ],
)
def test_what_can_not_be_is_refused_at_its_place(sam, project, body, status, code, pointer):
    if "lines" in body:
        rows = [
            {"sort": sort, "amount": {"amount": one, "currency": cur}} for sort, one, cur in body["lines"]
        ]
        body = {**body, "lines": rows}
    refused = sam.post(f"/projects/{project.id}/billing", {**DAYS, **body}, status=status)
    if pointer:
        [fault] = refused["errors"]
        assert (fault["code"], fault["pointer"]) == (code, pointer)
    else:
        assert refused["code"] == code
    with as_creator():
        assert not Billing.objects.exists()


def test_a_viewer_reads_and_puts_nothing_forward(ada, viewer, project):
    path = f"/projects/{project.id}/billing"
    assert viewer.post(path, DAYS, status=403)
    made = ada.post(path, DAYS, status=201)
    assert viewer.get(f"/billings/{made['id']}")["total"]["amount"] == "8000.00"
    assert viewer.patch(f"/billings/{made['id']}", {"from_on": FIRST}, status=403)


def test_a_stranger_finds_nothing(sam, olga, project):
    path = f"/projects/{project.id}/billing"
    made = sam.post(path, DAYS, status=201)
    for address in (path, f"/billings/{made['id']}", f"/billings/{made['id']}/export"):
        answer = raw(olga, address)
        assert answer.status_code == 404
        assert "Dev" not in without_chance(answer.content.decode())
    assert olga.post(path, DAYS, status=404)
    assert olga.patch(f"/billings/{made['id']}", {"from_on": FIRST}, status=404)
    assert olga.get("/billings", status=200)["data"] == []


def test_no_foreign_basis_is_listed(world, sam, project):
    foreign = make_project(world, "foreign", "fjallbo", "grafit", MARKER)
    assert sam.get(f"/projects/{foreign.id}/billing", status=404)
    assert sam.get(f"/billings?project={foreign.id}", status=200)["data"] == []
