from datetime import UTC, datetime, time

import pytest

from accounts.doors import actor_for, entered
from projects.digests.actions import stop_letters
from projects.digests.composing import read_link, stop_link
from projects.digests.models import Letter, LetterSetting
from projects.digests.planning import claim_due
from projects.digests.sending import send_one
from projects.digests.views import LETTER_POLICY
from tests.tenancy import as_creator

HOST = "http://127.0.0.1:8000"
MONDAY = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
RHYTHM = {"weekday": "5", "at": "16:15", "quiet": "nothing"}


def settings_of(world, name):
    with as_creator():
        return LetterSetting.objects.filter(user=world.users[name]).first()


@pytest.fixture
def sent(settled, mailbox):
    claimed = claim_due(now=MONDAY, email="sam@studionord.example")[0]
    send_one(claimed, now=MONDAY)
    with as_creator():
        return Letter.objects.get()


@pytest.fixture
def stop(settled):
    return stop_link(settled.users["sam"].id, now=datetime.now(UTC)).removeprefix(HOST)


@pytest.mark.parametrize("name", ["ada", "vera", "sam", "finn", "olga"])
def test_everybody_has_their_own_letters(world, client, name):
    client.force_login(world.users[name])
    assert client.get("/letters/").status_code == 200


def test_a_person_chooses_day_hour_and_what_a_quiet_week_brings(world, client):
    client.force_login(world.users["sam"])
    assert client.post("/letters/", RHYTHM).status_code == 303
    row = settings_of(world, "sam")
    assert (row.weekday, row.at, row.quiet) == (5, time(16, 15), "nothing")
    assert settings_of(world, "ada") is None


@pytest.mark.parametrize("bad", [{"weekday": "8"}, {"at": "25:00"}, {"quiet": "never"}, {"at": ""}])
def test_a_choice_that_is_none_is_answered_with_the_form(world, client, bad):
    client.force_login(world.users["sam"])
    assert client.post("/letters/", RHYTHM | bad).status_code == 422
    assert settings_of(world, "sam") is None


def test_letters_can_be_turned_off_and_on_from_ones_own_page(world, client):
    client.force_login(world.users["sam"])
    assert client.post("/letters/off/").status_code == 303
    assert settings_of(world, "sam").stopped_at is not None
    assert b"Let it come again" in client.get("/letters/").content
    client.post("/letters/on/")
    assert settings_of(world, "sam").stopped_at is None


def test_what_was_sent_can_be_read_as_it_was_by_its_reader_alone(sent, settled, client):
    client.force_login(settled.users["sam"])
    answer = client.get(f"/letters/{sent.id}/")
    assert (answer.status_code, answer.content.decode()) == (200, sent.html)
    assert answer["Content-Security-Policy"] == LETTER_POLICY
    client.force_login(settled.users["finn"])
    assert client.get(f"/letters/{sent.id}/").status_code == 404


def test_the_link_in_the_letter_shows_that_letter_without_signing_in(sent, settled, client):
    link = read_link(sent.id, sent.user_id, now=datetime.now(UTC)).removeprefix(HOST)
    assert client.get(link).content.decode() == sent.html
    assert client.get(link[:-3] + "/").status_code == 404
    other = read_link(sent.id, settled.users["ada"].id, now=datetime.now(UTC)).removeprefix(HOST)
    assert client.get(other).status_code == 404


def test_opening_the_stop_link_asks_and_changes_nothing(settled, client, stop):
    answer = client.get(stop)
    assert answer.status_code == 200
    assert b"Stop the weekly letter?" in answer.content
    assert settings_of(settled, "sam") is None


def test_the_stop_page_speaks_the_language_of_the_letters_reader(settled, client):
    link = stop_link(settled.users["ada"].id, now=datetime.now(UTC)).removeprefix(HOST)
    assert 'lang="sv"' in client.get(link, headers={"accept-language": "en"}).content.decode()


def test_one_click_of_a_mail_program_stops_without_cookie_or_sign_in(settled, client, stop):
    client.handler.enforce_csrf_checks = True
    answer = client.post(stop, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert settings_of(settled, "sam").stopped_at is not None
    assert claim_due(now=MONDAY, email="sam@studionord.example") == []


def test_a_person_stops_and_may_let_it_come_again(settled, client, stop):
    assert client.post(stop, {"stop": "1"}).status_code == 303
    assert b"The weekly letter is stopped" in client.get(stop).content
    client.post(stop, {"again": "1"})
    assert settings_of(settled, "sam").stopped_at is None


def test_stopping_twice_keeps_the_first_moment(settled):
    actor = actor_for(settled.users["sam"].id)
    with entered(actor):
        first = stop_letters(actor, now=MONDAY).stopped_at
        assert stop_letters(actor, now=datetime.now(UTC)).stopped_at == first


@pytest.mark.parametrize("word", ["x", "a.b.c"])
def test_a_made_up_stop_link_is_not_found(world, client, word):
    assert client.get(f"/letters/stop/{word}/").status_code == 404
    assert client.post(f"/letters/stop/{word}/").status_code == 404
