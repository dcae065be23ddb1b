"""Becoming partners in the portal: asking, answering by the letter's link or on the portfolio, and its refusals."""

import pytest
from django.urls import reverse

from accounts.doors import actor_for
from accounts.models import PartnershipOffer
from accounts.tokens import token_for
from tests.tenancy import as_creator

ASK = {"email": "olga@fjallbo.example", "language": "sv", "word": "Ska vi?"}


@pytest.fixture
def offer(world, client):
    client.force_login(world.users["ada"])
    client.post(reverse("accounts:offer"), ASK)
    client.logout()
    with as_creator():
        row = PartnershipOffer.objects.get()
    return row, f"/offers/{token_for('offer', row.id)}/"


def partners(world, name):
    return len(actor_for(world.users[name].id).parties)


def status():
    with as_creator():
        return PartnershipOffer.objects.values_list("status", "answer").get()


def test_asking_twice_asks_once_and_the_page_says_what_waits(world, client, offer):
    client.force_login(world.users["ada"])
    client.post(reverse("accounts:offer"), ASK)
    text = client.get(reverse("accounts:offer")).text
    assert text.count(">olga@fjallbo.example<") == 1
    assert "Väntar på svar" in text


def test_an_offer_is_accepted_by_its_link_and_a_second_click_lands_on_the_same_page(world, client, offer):
    _row, path = offer
    client.force_login(world.users["olga"])
    assert "Ska vi?" in client.get(path).text
    answers = [client.post(path, {"answer": "accept"}) for _click in range(2)]
    assert {answer.status_code for answer in answers} == {303}
    assert answers[0].url == answers[1].url
    assert (partners(world, "olga"), partners(world, "ada")) == (2, 2)
    assert client.get(answers[0].url).status_code == 200


def test_an_offer_is_declined_with_a_word_that_the_other_side_reads(world, client, offer):
    row, _path = offer
    client.force_login(world.users["olga"])
    url = reverse("accounts:offer_for_me", kwargs={"offer": row.id})
    assert client.post(url, {"answer": "decline", "word": "Inte i år."}).status_code == 303
    assert status() == ("declined", "Inte i år.")
    client.force_login(world.users["ada"])
    assert "Inte i år." in client.get(reverse("accounts:offer")).text
    assert partners(world, "olga") == 1


def test_an_answered_offer_says_so(world, client, offer):
    _row, path = offer
    client.force_login(world.users["olga"])
    client.post(path, {"answer": "decline"})
    answer = client.get(path)
    assert answer.status_code == 410
    assert "besvarad" in answer.text


def test_a_withdrawn_offer_cannot_be_accepted(world, client, offer):
    row, path = offer
    client.force_login(world.users["ada"])
    client.post(reverse("accounts:withdraw_offer", kwargs={"offer": row.id}))
    client.force_login(world.users["olga"])
    assert client.post(path, {"answer": "accept"}).status_code == 410
    assert partners(world, "olga") == 1


def test_nobody_answers_the_own_organizations_offer(world, client, offer):
    _row, path = offer
    client.force_login(world.users["ada"])
    assert "egen organisation" in client.get(path).text
    assert client.post(path, {"answer": "accept"}).status_code == 409


def test_who_lacks_the_right_may_read_but_not_answer(world, client):
    client.force_login(world.users["olga"])
    client.post(reverse("accounts:offer"), {**ASK, "email": "finn@studionord.example"})
    with as_creator():
        path = f"/offers/{token_for('offer', PartnershipOffer.objects.get().id)}/"
    client.force_login(world.users["finn"])
    assert "An owner or admin of Studio Nord can answer this." in client.get(path).text
    assert client.post(path, {"answer": "accept"}).status_code == 403


def test_a_person_without_an_organization_is_led_to_begin_one_and_back(world, client, offer):
    _row, path = offer
    client.force_login(world.users["nils"])
    assert f"/begin/?next={path.replace('/', '%2F')}" in client.get(path).text
    first = {"name": "Nytt AB", "language": "sv", "time_zone": "Europe/Stockholm", "currency": "SEK"}
    assert client.post(reverse("accounts:begin"), {**first, "next": path}).url == path
    assert client.post(path, {"answer": "accept"}).status_code == 303
    assert partners(world, "nils") == 1


def test_an_offer_to_others_is_not_there_without_its_link(world, client, offer):
    row, _path = offer
    client.force_login(world.users["sam"])
    assert client.get(reverse("accounts:offer_for_me", kwargs={"offer": row.id})).status_code == 404


def test_a_member_without_the_right_may_not_ask(world, client):
    client.force_login(world.users["finn"])
    assert client.get(reverse("accounts:offer")).status_code == 403
    assert client.post(reverse("accounts:offer"), ASK).status_code == 403
