"""What waits for the caller through the API: the home's own list, from both chairs, page by page."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts.doors import entered
from accounts.models import ApiKey, Partnership
from accounts.queries import partnerships_seen
from projects.activity.waiting import waiting_for
from projects.agreement import factories
from projects.openness.factories import granted
from projects.openness.steps import Step, Topic
from projects.pricing.tests.ledgerkeeping import entry_of
from tests.tenancy import as_creator
from tests.world import MARKER

ENGLISH = {"Accept_Language": "en"}


@pytest.fixture(autouse=True)
def proposals(world):
    """Ada puts two notes forward to Sam, and Olga one to Grafit, which could leak."""
    factories.register()
    factories.proposed(world.actor("olga"), world.foreign, values={"text": MARKER})
    return [factories.proposed(world.actor("ada"), world.shared, now=timezone.now()) for _ in range(2)]


def waiting(world, name):
    """The titles and pages of the list that home, portfolio and letter read."""
    actor = world.actor(name)
    with entered(actor), translation.override("en"):
        return [(str(one.title), one.url) for one in waiting_for(actor, partnerships_seen(actor))]


@pytest.mark.parametrize("name", ["ada", "sam"])
def test_both_sides_read_their_own_list_as_the_portal_tells_it(caller, world, settings, name):
    found = caller(name).get("/next-steps", **ENGLISH)["data"]
    told = [(one["title"], one["href"].removeprefix(settings.PORTAL_URL)) for one in found]
    assert told == waiting(world, name) != []
    assert {one["partnership"] for one in found} == {str(world.shared)}
    assert found[0]["kind"] == "agreement.unsigned"
    assert MARKER not in str(found)


def test_a_signature_that_was_given_waits_no_longer(caller, world, proposals):
    sam = caller("sam")
    before = sam.get("/next-steps")["data"]
    factories.signed(world.actor("sam"), proposals[0])
    after = sam.get("/next-steps")["data"]
    assert len(after) == len(before) - 1


def test_the_list_is_paged_without_gap_and_speaks_the_callers_language(caller):
    sam = caller("sam")
    whole = sam.get("/next-steps", **ENGLISH)["data"]
    read, cursor = [], ""
    while cursor is not None:
        page = sam.get(f"/next-steps?limit=1{cursor and '&cursor=' + cursor}", **ENGLISH)
        read += page["data"]
        cursor = page["next_cursor"]
    assert read == whole
    assert sam.get("/next-steps", Accept_Language="sv")["data"][0]["action"] != whole[0]["action"]


def test_the_list_is_cut_to_partnerships_and_a_strangers_is_empty(caller, world):
    sam = caller("sam")
    assert sam.get(f"/next-steps?partnership={world.shared}") == sam.get("/next-steps")
    assert sam.get(f"/next-steps?partnership={world.foreign}")["data"] == []


def test_nothing_waits_in_a_partnership_that_has_ended(caller, world):
    with as_creator():
        Partnership.objects.filter(id=world.shared).update(status="ended", ends_on="2026-11-01")
    assert caller("sam").get("/next-steps")["data"] == []


def test_an_organizations_key_is_told_what_its_side_can_do(caller):
    organization = caller("sam", kind=ApiKey.Kind.ORGANIZATION)
    assert "agreement.unsigned" not in {one["kind"] for one in organization.get("/next-steps")["data"]}


def test_a_key_that_only_reads_is_told_what_its_maker_can_do(caller):
    found = caller("sam", scopes=["read"]).get("/next-steps")["data"]
    assert found[0]["kind"] == "agreement.unsigned"


def test_a_key_without_the_book_is_told_nothing_of_it(caller, world):
    with as_creator():
        entry_of(world, "havsvik", value=87_654, text="Tells")
        granted(
            world.shared,
            world.parties["havsvik"],
            world.parties["studionord"],
            Topic.OUTCOME_VALUE,
            Step.DETAIL,
        )

    def kinds(scopes):
        return {one["kind"] for one in caller("sam", scopes=scopes).get("/next-steps")["data"]}

    assert "pricing.entry_unanswered" in kinds(["read", "book:write"])
    assert "pricing.entry_unanswered" not in kinds(["read"])


def test_who_may_not_sign_is_not_told_to(viewer):
    assert "agreement.unsigned" not in {one["kind"] for one in viewer.get("/next-steps")["data"]}


def test_the_page_of_each_step_is_there_for_whom_it_waits(caller, world):
    browser = Client()
    browser.force_login(world.users["sam"])
    assert browser.get(reverse("overview:portfolio")).status_code in (200, 302)
    for one in caller("sam").get("/next-steps")["data"]:
        assert browser.get("/" + one["href"].split("/", 3)[3].partition("#")[0]).status_code == 200
