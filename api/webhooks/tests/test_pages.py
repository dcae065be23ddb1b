"""The pages of webhooks: made, watched, changed, paused and removed by those who may, and by nobody else."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from standardwebhooks.webhooks import Webhook

from api.webhooks.forms import ROOM_WORDS
from api.webhooks.models import Attempt, Delivery, Endpoint
from api.webhooks.signing import shown_secret
from api.webhooks.types import rooms
from partnership.kit.ids import new_id
from tests.tenancy import as_creator

SAID = {"name": "Our CRM", "url": "https://crm.example.com/hook", "skip_own": "on"}


@pytest.fixture
def browser(world):
    def sign_in(name):
        client = Client()
        client.force_login(world.users[name])
        return client

    return sign_in


def rows():
    with as_creator():
        return list(Endpoint.objects.all())


def make(client, **said):
    return client.post(reverse("webhooks:endpoints"), {**SAID, "key": str(new_id()), **said})


def address(name, row):
    return reverse(f"webhooks:{name}", args=[row.id])


def test_the_secret_is_shown_in_the_answer_alone(browser, world):
    client = browser("sam")
    answer = make(client, types=["work.*"], partnerships=[str(world.shared)])
    [row] = rows()
    secret = re.search(r"whsec_[A-Za-z0-9+/=]+", answer.content.decode())[0]
    with as_creator():
        assert secret == shown_secret(row)
    assert Webhook(secret)
    assert (row.types, row.partnerships, row.skip_own) == (["work.*"], [world.shared], True)
    for name in ("endpoint", "change"):
        assert b"whsec_" not in client.get(address(name, row)).content


def test_a_double_click_makes_one_and_shows_its_secret(browser):
    client, key = browser("sam"), str(new_id())
    found = [make(client, key=key).content.decode() for _ in range(2)]
    assert len(rows()) == 1
    assert all("whsec_" in one for one in found)
    with as_creator():
        Endpoint.objects.update(created_at=timezone.now() - timedelta(hours=1))
    assert "whsec_" not in make(client, key=key).content.decode()


@pytest.mark.parametrize(
    "said",
    [{"url": "https://127.0.0.1/"}, {"url": "http://crm.example.com/"}, {"name": " "}, {"types": ["no.*"]}],
)
def test_a_refusal_stands_in_the_form_and_nothing_is_made(browser, said):
    answer = make(browser("sam"), **said)
    assert (answer.status_code, rows()) == (422, [])


def test_it_is_changed_paused_let_go_on_given_a_secret_and_removed(browser):
    client = browser("ada")
    make(client)
    [row] = rows()
    client.post(address("change", row), {**SAID, "name": "Nya CRM"})
    client.post(address("pause", row))
    [paused] = rows()
    assert (paused.name, paused.status) == ("Nya CRM", "paused")
    client.post(address("resume", row))
    assert b"whsec_" in client.post(address("secret", row)).content
    [rotated] = rows()
    assert (rotated.status, rotated.old_secret) == ("active", row.secret)
    client.post(address("test", row))
    client.post(address("remove", row))
    assert rows() == []


def test_a_message_shows_what_was_sent_and_what_came_back(browser):
    client = browser("sam")
    make(client)
    [row] = rows()
    client.post(address("test", row))
    with as_creator():
        [sent] = Delivery.objects.all()
        tried = {
            "delivery": sent,
            "organization_id": sent.organization_id,
            "url": row.url,
            "at": timezone.now(),
        }
        Attempt.objects.create(**tried, status=500, answer="<script>alert(1)</script>", milliseconds=7)
        Attempt.objects.create(**tried, fault="timeout", milliseconds=15000)
    text = client.get(reverse("webhooks:delivery", args=[sent.id])).content.decode()
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert(1)" not in text
    assert "No answer within 15 seconds" in text
    assert "Answered 500" in text
    assert str(sent.message_id) in text


def test_a_time_is_sent_again_and_a_wrong_one_stands_in_the_form(browser, world):
    client = browser("sam")
    make(client)
    [row] = rows()
    recent = (timezone.now() - timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M")
    assert client.post(address("replay", row), {"since": recent}).status_code == 303
    assert client.post(address("replay", row), {"since": "2020-01-01T00:00"}).status_code == 422
    assert client.post(address("replay", row), {"since": "soon"}).status_code == 422


def test_others_find_nothing_and_lower_roles_may_not(browser):
    make(browser("ada"))
    [row] = rows()
    for name, status in {"sam": 404, "olga": 404, "vera": 403, "finn": 403}.items():
        client = browser(name)
        assert client.get(address("endpoint", row)).status_code == status
        for step in ("pause", "secret", "test", "remove", "resume"):
            assert client.post(address(step, row)).status_code == status
    assert browser("vera").get(reverse("webhooks:endpoints")).status_code == 403
    assert b"Webhookar" in browser("ada").get(reverse("accounts:settings")).content
    assert b"Webhookar" not in browser("vera").get(reverse("accounts:settings")).content
    assert [one.status for one in rows()] == ["active"]


def test_every_room_that_can_be_chosen_has_words():
    assert set(rooms()) <= set(ROOM_WORDS)


def test_a_test_that_failed_is_no_message_that_failed_every_try(browser):
    client = browser("sam")
    make(client)
    [row] = rows()
    client.post(address("test", row))
    with as_creator():
        tests = Delivery.objects.filter(in_line=False)
        assert tests.update(status=Delivery.Status.ASIDE) == 1
    assert "failed every try" not in client.get(address("endpoint", row)).text
    with as_creator():
        tests.update(in_line=True)
    assert "1 message failed every try" in client.get(address("endpoint", row)).text
