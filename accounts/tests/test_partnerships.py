"""One organization asks, the other accepts, or declines with a word."""

from datetime import date, datetime, timedelta

import pytest

from accounts.actions import (
    accept_offer,
    decline_offer,
    found_organization,
    offer_partnership,
    withdraw_offer,
)
from accounts.actions.partnerships import AlreadyPartners, OfferAnswered, OfferExpired, OwnOffer
from accounts.doors import entered
from accounts.factories import MembershipFactory
from accounts.models import Organization, Partnership, PartnershipOffer
from accounts.offers import offer_by_token, offers_for_me, offers_made
from accounts.queries import partnership_seen
from accounts.tokens import hash_of, token_for
from partnership.kit.errors import NotAllowed, NotThere
from tests.events import events_of
from tests.tenancy import as_creator
from tests.world import NOW

MONTH = timedelta(days=30)


@pytest.fixture
def ordabok(world):
    """Nils' own organization; its name stands before Havsvik's only if å is a letter of its own."""
    return begin(world, "Ordabok")


def begin(world, name, who="nils"):
    actor = world.actor(who)
    with entered(actor):
        return found_organization(
            actor, name=name, language="sv", time_zone="Europe/Stockholm", currency="NOK", now=NOW
        )


def ask(world, who="ada", email="nils@nowhere.example", word="Shall we?", at=NOW):
    actor = world.actor(who)
    with entered(actor):
        return offer_partnership(actor, email=email, language="en", word=word, now=at)


def answered(world, offer, who, action, **values):
    actor = world.actor(who)
    token = hash_of(token_for("offer", offer.id))
    with entered(actor, token=token):
        return action(actor, offer=offer_by_token(token), **{"now": NOW} | values)


def accept(world, offer, who="nils", **values):
    return answered(world, offer, who, accept_offer, **values)


def decline(world, offer, who="nils", word="Not this year", **values):
    return answered(world, offer, who, decline_offer, word=word, **values)


def row_of(offer):
    with as_creator():
        return PartnershipOffer.objects.get(id=offer.id)


def kinds(owner):
    return [event["kind"] for event in events_of(owner)]


def sides(world, who, partnership):
    actor = world.actor(who)
    with entered(actor):
        return [(one.position, one.name) for one in partnership_seen(actor, partnership.id).parties]


def test_an_offer_keeps_only_a_hash_and_lasts_thirty_days(world):
    row = row_of(ask(world, email=" Nils@Nowhere.example"))
    assert bytes(row.token_hash) == hash_of(token_for("offer", row.id))
    assert (row.email, row.word, row.status) == ("nils@nowhere.example", "Shall we?", "waiting")
    assert (row.from_name, row.created_at, row.expires_at) == ("Havsvik Hem", NOW, NOW + MONTH)
    assert events_of(world.organizations["havsvik"].id) == [
        {
            "kind": "offer.sent",
            "subject": ("offer", row.id),
            "person": world.users["ada"].id,
            "at": NOW,
            "data": {},
        }
    ]


def test_accepting_makes_a_partnership_that_both_see_alike(world, ordabok):
    offer = ask(world)
    partnership = accept(world, offer, now=datetime.fromisoformat("2026-12-01T23:30:00+00:00"))
    expected = [(1, "Havsvik Hem"), (2, "Ordabok")]
    assert [sides(world, who, partnership) for who in ("ada", "vera", "nils")] == [expected] * 3
    assert (partnership.currency, partnership.started_on) == ("SEK", date(2026, 12, 2))
    row = row_of(offer)
    assert (row.status, row.became_id) == ("accepted", partnership.id)
    (event,) = events_of(partnership.id)
    assert (event["kind"], event["person"]) == ("partnership.begun", world.users["nils"].id)
    assert event["party"] == world.actor("nils").party_id(partnership.id)
    with pytest.raises(NotThere):
        world.actor("sam").party_id(partnership.id)


@pytest.mark.parametrize("asks", ["ada", "nils"])
@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("Älvsjö Data", ["Havsvik Hem", "Älvsjö Data"]),
        ("alfa", ["alfa", "Havsvik Hem"]),
        ("Havsvik", ["Havsvik", "Havsvik Hem"]),
        ("éclair", ["éclair", "Havsvik Hem"]),
    ],
)
def test_the_parties_stand_in_alphabetical_order_whoever_asked(world, asks, name, order):
    begin(world, name)
    other = {"ada": "nils", "nils": "ada"}[asks]
    partnership = accept(world, ask(world, asks, world.users[other].email), other)
    assert sides(world, "ada", partnership) == list(enumerate(order, start=1))


@pytest.mark.parametrize("asks", ["nils", "tove"])
def test_swedish_letters_stand_in_their_own_order(world, asks):
    begin(world, "Älgen")
    with as_creator():
        organization = Organization.objects.create(name="Ålen")
        seat = MembershipFactory(organization=organization, user__email="tove@alen.example")
    world.users["tove"] = seat.user
    other = {"nils": "tove", "tove": "nils"}[asks]
    partnership = accept(world, ask(world, asks, world.users[other].email), other)
    assert sides(world, asks, partnership) == [(1, "Ålen"), (2, "Älgen")]


def test_a_new_name_does_not_change_the_order(world, ordabok):
    partnership = accept(world, ask(world))
    with as_creator():
        Organization.objects.filter(id=ordabok.id).update(name="Aaa")
    assert sides(world, "ada", partnership) == [(1, "Havsvik Hem"), (2, "Aaa")]


def test_accepting_twice_gives_the_same_partnership(world, ordabok):
    offer = ask(world)
    assert accept(world, offer) == accept(world, offer)
    with as_creator():
        assert Partnership.objects.count() == 3


def test_a_stale_second_click_finds_the_partnership_too(world, ordabok):
    offer = ask(world)
    stale = world.actor("nils")
    partnership = accept(world, offer)
    with entered(stale):
        assert accept_offer(stale, offer=offer, now=NOW) == partnership


def test_partners_cannot_become_partners_again(world):
    offer = ask(world, "ada", "sam@studionord.example")
    with pytest.raises(AlreadyPartners):
        accept(world, offer, "sam")
    assert row_of(offer).status == "waiting"


def test_offers_that_cross_make_one_partnership(world, ordabok):
    there, back = ask(world), ask(world, "nils", "ada@havsvik.example")
    stale = world.actor("ada")
    accept(world, there)
    with entered(stale), pytest.raises(AlreadyPartners):
        accept_offer(stale, offer=back, now=NOW)
    with as_creator():
        assert Partnership.objects.count() == 3


def test_nobody_accepts_or_declines_the_own_organizations_offer(world):
    offer = ask(world, email="vera@havsvik.example")
    for answer in (accept, decline):
        with pytest.raises(OwnOffer):
            answer(world, offer, "ada")
    with pytest.raises(OwnOffer):
        ask(world, email="ADA@havsvik.example")
    assert row_of(offer).status == "waiting"


def test_declining_leaves_a_word_and_no_partnership(world, ordabok):
    offer = ask(world)
    decline(world, offer)
    decline(world, offer)
    row = row_of(offer)
    assert (row.status, row.answer, row.answered_at) == ("declined", "Not this year", NOW)
    assert kinds(ordabok.id) == ["organization.founded", "offer.declined"]
    for late in (accept, lambda *rest: decline(*rest, word="Something else")):
        with pytest.raises(OfferAnswered):
            late(world, offer)
    ada = world.actor("ada")
    with entered(ada):
        assert [one.answer for one in offers_made(ada)] == ["Not this year"]
        assert list(ada.parties) == [world.shared]


def test_a_withdrawn_offer_has_no_answer(world, ordabok):
    offer, ada = ask(world), world.actor("ada")
    with entered(ada):
        withdraw_offer(ada, offer=offer, now=NOW)
        withdraw_offer(ada, offer=offer, now=NOW)
    assert kinds(world.organizations["havsvik"].id) == ["offer.sent", "offer.withdrawn"]
    for late in (accept, decline):
        with pytest.raises(OfferAnswered):
            late(world, offer)


def test_an_answered_offer_cannot_be_withdrawn(world, ordabok):
    offer, ada = ask(world), world.actor("ada")
    accept(world, offer)
    with entered(ada):
        withdraw_offer(ada, offer=offer, now=NOW)
    assert row_of(offer).status == "accepted"
    assert kinds(world.organizations["havsvik"].id) == ["offer.sent"]


def test_an_expired_offer_has_no_answer(world, ordabok):
    offer = ask(world)
    for late in (accept, decline):
        with pytest.raises(OfferExpired):
            late(world, offer, now=NOW + MONTH)
    assert row_of(offer).status == "waiting"


def test_asking_again_sends_anew_but_a_double_click_does_not(world):
    offer = ask(world)
    assert ask(world) == offer
    again = ask(world, word="Please", at=NOW + timedelta(seconds=10))
    assert (again.id, row_of(offer).word) == (offer.id, "Please")
    assert kinds(world.organizations["havsvik"].id) == ["offer.sent", "offer.sent_again"]


def test_who_leads_nothing_neither_asks_nor_answers(world):
    offer = ask(world, email="finn@studionord.example")
    for attempt in (
        lambda: ask(world, "vera", "x@nowhere.example"),
        lambda: accept(world, offer, "finn"),
        lambda: decline(world, offer, "finn"),
        lambda: accept(world, offer, "nils"),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert row_of(offer).status == "waiting"


def test_an_offer_shows_itself_to_its_address_and_its_token_alone(world):
    offer = ask(world)
    for who, seen in (("nils", [offer.id]), ("olga", []), ("sam", []), ("vera", [])):
        actor = world.actor(who)
        with entered(actor):
            assert [one.id for one in offers_for_me(actor, now=NOW)] == seen
    olga = world.actor("olga")
    with entered(olga), pytest.raises(NotThere):
        accept_offer(olga, offer=offer, now=NOW)
    assert accept(world, offer, "olga").status == "active"
