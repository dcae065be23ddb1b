"""Asking another organization to be partners through the API: as in the portal, by who may begin a partnership."""

from datetime import UTC, datetime

import pytest

from accounts.actions import accept_offer
from accounts.doors import entered
from accounts.models import PartnershipOffer
from tests.events import events_of
from tests.tenancy import as_creator

SCOPES = ["read", "partnerships:write"]
ASKED = {"email": "olga@fjallbo.example", "word": "Shall we?"}


@pytest.fixture
def ada(caller):
    return caller("ada", scopes=SCOPES)


@pytest.fixture
def made(ada):
    return ada.post("/partnership-offers", ASKED)


def test_an_offer_is_made_read_and_listed(ada, made, world):
    assert ada.last.headers["Location"] == f"/api/v1/partnership-offers/{made['id']}"
    assert (made["status"], made["language"], made["word"], made["partnership"]) == (
        "waiting",
        "sv",
        "Shall we?",
        None,
    )
    assert ada.get(f"/partnership-offers/{made['id']}") == made
    assert ada.get("/partnership-offers?status=waiting")["data"] == [made]
    assert ada.get("/partnership-offers?status=declined")["data"] == []
    assert [one["kind"] for one in events_of(world.organizations["havsvik"].id)][-1] == "offer.sent"


def test_the_same_again_is_one_offer(ada, made):
    assert ada.post("/partnership-offers", ASKED)["id"] == made["id"]
    assert ada.post("/partnership-offers", {**ASKED, "word": "Please"})["id"] == made["id"]
    with as_creator():
        assert PartnershipOffer.objects.count() == 1


def test_an_accepted_offer_says_which_partnership_it_became(ada, made, world):
    olga = world.actor("olga")
    with entered(olga):
        row = PartnershipOffer.objects.get(id=made["id"])
        begun = accept_offer(olga, offer=row, now=datetime.now(UTC))
    found = ada.get(f"/partnership-offers/{made['id']}")
    assert (found["status"], found["partnership"]) == ("accepted", str(begun.id))
    assert str(begun.id) in [one["id"] for one in ada.get("/partnerships")["data"]]


def test_an_offer_is_taken_back_and_that_twice_is_once(ada, made):
    for _ in range(2):
        assert ada("DELETE", f"/partnership-offers/{made['id']}")["deleted"] is True
    assert ada.get(f"/partnership-offers/{made['id']}")["status"] == "withdrawn"


def test_no_other_organization_finds_an_offer_by_its_key(caller, made):
    for name in ("sam", "olga"):
        other = caller(name, scopes=SCOPES)
        assert other.get("/partnership-offers")["data"] == []
        for method in ("GET", "DELETE"):
            other(method, f"/partnership-offers/{made['id']}", status=404)


def test_only_a_key_that_may_begin_partnerships_reads_or_makes_them(caller, viewer):
    for other in (caller("ada", scopes=["read"]), viewer):
        other.get("/partnership-offers", status=403)
        other.post("/partnership-offers", ASKED, status=403)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/email"),
        ({"email": "nobody"}, "/email"),
        ({**ASKED, "language": "de"}, "/language"),
        ({**ASKED, "word": "x" * 2001}, "/word"),
        ({**ASKED, "status": "accepted"}, "/status"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(ada, body, pointer):
    found = ada.post("/partnership-offers", body, status=400)
    assert [one["pointer"] for one in found["errors"]] == [pointer]


def test_nobody_asks_themselves(ada):
    found = ada.post("/partnership-offers", {"email": "ada@havsvik.example"}, status=409)
    assert found["code"] == "own_offer"
