"""Terms through the API: put forward, never written; the record shows what every party has signed."""

from datetime import date

import pytest

from projects.agreement.factories import signed
from projects.agreement.models import Version
from projects.agreement.reading import values_of
from projects.health.factories import make_deliverable, make_project
from tests.tenancy import as_creator
from tests.world import MARKER


@pytest.fixture
def shop(world):
    with as_creator():
        make_project(world.foreign, name=MARKER)
        return make_project(world.shared)


def newest():
    with as_creator():
        return Version.objects.order_by("-number").first()


def test_a_change_of_terms_is_put_forward_and_stands_when_every_party_has_signed(ada, sam, world, shop):
    path, money = f"/projects/{shop.id}", {"amount": "90000.00", "currency": "SEK"}
    asked = ada.patch(path, {"hours_budget": "424", "amount_budget": money}, If_Match='"1"')
    assert (asked["hours_budget"], asked["amount_budget"]) == ("400.00", None)
    assert asked["terms"] == {
        "agreement": str(newest().agreement_id),
        "open_version": 1,
        "newest_version": 1,
    }
    for name in ("ada", "sam"):
        signed(world.actor(name), newest())
    holds = sam.get(path)
    assert (holds["hours_budget"], holds["amount_budget"], holds["version"]) == ("424.00", money, 2)
    assert (holds["terms"]["open_version"], sam.last.headers["ETag"]) == (None, '"2.1"')
    assert sam.get(path) == ada.get(path)


def test_the_tag_knows_of_proposals_so_nobody_answers_what_was_not_read(ada, sam, shop):
    path = f"/projects/{shop.id}"
    ada.patch(path, {"hours_budget": "424"}, If_Match='"1"')
    sam.get(path, status=200, If_None_Match='"1"')
    late = sam.patch(path, {"delivery_on": "2027-01-15"}, status=412, If_Match='"1"')
    assert (late["code"], sam.last.headers["ETag"]) == ("stale_version", '"1.1"')
    sam.patch(path, {"delivery_on": "2027-01-15"}, If_Match='"1.1"')
    values = values_of(newest())
    assert (values["hours_budget"], values["delivery_on"]) == ("424", "2027-01-15")


def test_the_same_terms_again_are_no_proposal_and_a_name_is_written_at_once(ada, shop):
    path = f"/projects/{shop.id}"
    same = ada.patch(path, {"hours_budget": "400.00", "name": "Ny"}, If_Match='"1"')
    assert (same["name"], same["terms"]["agreement"]) == ("Ny", None)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"hours_budget": "0"}, 422, "budget_not_positive"),
        ({"delivery_on": "2020-01-01"}, 422, "delivery_before_start"),
        ({"amount_budget": {"amount": "0", "currency": "SEK"}}, 422, "amount_not_positive"),
        ({"amount_budget": {"amount": "5", "currency": "EUR"}}, 422, "other_currency"),
        ({"amount_budget": {"amount": 5, "currency": "SEK"}}, 400, "invalid_body"),
        ({"amount_budget": "5"}, 400, "invalid_body"),
    ],
)
def test_impossible_terms_change_nothing_half(ada, shop, body, status, code):
    path = f"/projects/{shop.id}"
    assert ada.patch(path, {"name": "Halv", **body}, status=status, If_Match='"1"')["code"] == code
    assert (ada.get(path)["name"], newest()) == ("Ny webbutik", None)


def test_a_deliverables_day_is_put_forward_within_the_projects_terms(ada, sam, world, shop):
    with as_creator():
        part = make_deliverable(shop, "Kassan", planned_on=date(2026, 12, 1))
        make_deliverable(shop, "Sökningen", planned_on=date(2026, 12, 3))
    path = f"/deliverables/{part.id}"
    asked = ada.patch(path, {"agreed_on": "2026-12-08", "planned_on": "2026-12-09"}, If_Match='"1"')
    assert (asked["agreed_on"], asked["planned_on"], asked["terms"]["open_version"]) == (
        "2026-12-01",
        "2026-12-09",
        1,
    )
    sam.patch(path, {"agreed_hours": "12"}, status=412, If_Match='"2"')
    days = [(row["name"], row["day"]) for row in values_of(newest())["deliverables"]]
    assert days == [("Sökningen", "2026-12-03"), ("Kassan", "2026-12-08")]
    for name in ("ada", "sam"):
        signed(world.actor(name), newest())
    assert ada.get(path)["agreed_on"] == "2026-12-08"


def test_an_added_deliverable_may_come_with_what_is_to_be_agreed(ada, world, shop):
    body = {"project": str(shop.id), "name": "Kassan", "agreed_hours": "80", "agreed_on": "2026-12-01"}
    made = ada.post(f"/partnerships/{world.shared}/deliverables", body)
    assert (made["agreed_hours"], made["agreed_on"], made["terms"]["open_version"]) == (None, None, 1)


def test_a_viewers_key_and_strangers_put_nothing_forward(viewer, olga, caller, shop):
    path, body = f"/projects/{shop.id}", {"hours_budget": "1"}
    viewer.patch(path, body, status=403, If_Match='"1"')
    olga.patch(path, body, status=404, If_Match='"1"')
    caller("ada", scopes=["read", "work:write"]).patch(path, body, status=403, If_Match='"1"')
    assert newest() is None
