"""Reminders: once a day, to those who may sign and haven't, each letter once, whatever is killed between."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from accounts.doors import entered
from accounts.models import Membership, Role
from partnership.kit.errors import NotAllowed, NotThere
from partnership.kit.mail import NotSent, Undecided
from projects.agreement import tasks
from projects.agreement.actions.reminding import RemindedToday, remind
from projects.agreement.actions.signing import withdraw
from projects.agreement.factories import proposed, signed
from projects.agreement.models import Mandate, Reminder, SigningRule
from projects.agreement.refusals import NotOpen
from projects.agreement.tasks import send_reminder, send_unsent_reminders
from tests.events import events_of
from tests.tenancy import as_creator

EARLIER = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def own_memory(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


@pytest.fixture
def note(world):
    """Ada proposed and signed; Sam leads Studio Nord together with Finn."""
    with as_creator():
        Membership.objects.filter(user=world.users["finn"]).update(role=Role.ADMIN)
    return signed(world.actor("ada"), proposed(world.actor("ada"), world.shared))


def ask(world, who, version, *, days=0, ago=EARLIER):
    now = timezone.now() - ago + timedelta(days=days)
    with entered(world.actor(who)) as actor:
        return remind(actor, version=version, today=now.date(), now=now)


def reached():
    return sorted(address for letter in mail.outbox for address in letter.to)


def is_sent(reminder):
    with as_creator():
        return Reminder.objects.get(id=reminder.id).sent_at is not None


def test_a_reminder_goes_once_to_everybody_who_may_sign_and_has_not(world, note):
    reminder = ask(world, "ada", note)
    send_reminder(str(reminder.id))
    send_reminder(str(reminder.id))
    assert (send_unsent_reminders(), is_sent(reminder)) == (0, True)
    assert reached() == ["finn@studionord.example", "sam@studionord.example"]


def test_the_letter_says_what_waits_and_that_silence_is_no_consent(world, note):
    priced = {"price": {"amount": "87654", "currency": "SEK"}}
    note = proposed(world.actor("ada"), world.shared, values=priced)
    send_reminder(str(ask(world, "ada", note).id))
    letter = next(one for one in mail.outbox if "sam" in one.to[0])
    assert letter.extra_headers["Content-Language"] == "en"
    html = letter.alternatives[0][0]
    for text in (letter.body, html):
        assert "Ada Holm (Havsvik Hem) asks you to look" in text
        assert "Havsvik Hem proposes it. It has waited since 23\u00a0November\u00a02026." in text
        assert f"/p/{world.shared}/agreements/{note.agreement_id}/" in text
        assert "Silence never counts as consent." in text
        assert ("87\u00a0654" in text, "87654" in text, "SEK" in text) == (False, False, False)


def test_it_is_written_in_the_recipients_language(world):
    note = proposed(world.actor("sam"), world.shared)
    send_reminder(str(ask(world, "sam", note).id))
    assert [one.extra_headers["Content-Language"] for one in mail.outbox] == ["sv"]


def test_a_second_click_sends_nothing_more_and_a_colleague_is_told(world, note):
    first = ask(world, "ada", note)
    assert ask(world, "ada", note) == first
    with pytest.raises(RemindedToday):
        ask(world, "sam", note)
    assert ask(world, "ada", note, days=1) != first
    told = [one["kind"] for one in events_of(world.shared)]
    assert told.count("agreement.reminded") == 2


def test_who_has_signed_gets_none_and_the_second_signature_is_asked_for(world, note):
    with as_creator():
        own = world.organizations["studionord"]
        SigningRule.objects.create(organization=own, two_above=Decimal(100), updated_at=timezone.now())
    both = proposed(world.actor("ada"), world.shared)
    signed(world.actor("ada"), both)
    signed(world.actor("sam"), both)
    send_reminder(str(ask(world, "ada", both).id))
    assert reached() == ["finn@studionord.example"]


def test_whose_limit_is_lower_gets_none_while_somebody_else_can(world, note):
    with as_creator():
        for who, amount in (("finn", 100), ("sam", 90000)):
            Mandate.objects.create(
                organization=world.organizations["studionord"], user=world.users[who],
                amount_limit=Decimal(amount), updated_at=timezone.now(),
            )  # fmt: skip
    send_reminder(str(ask(world, "ada", note).id))
    assert reached() == ["sam@studionord.example"]
    with as_creator():
        Mandate.objects.update(amount_limit=Decimal(1))
    send_reminder(str(ask(world, "ada", note, days=1, ago=timedelta()).id))
    assert reached() == ["finn@studionord.example", "sam@studionord.example", "sam@studionord.example"]


def test_what_is_closed_needs_none(world, note):
    reminder = ask(world, "ada", note)
    with entered(world.actor("ada")) as ada:
        withdraw(ada, version=note, now=timezone.now())
    send_reminder(str(reminder.id))
    assert (send_unsent_reminders(), mail.outbox) == (0, [])
    with pytest.raises(NotOpen):
        ask(world, "ada", note, days=1)


def test_a_viewer_and_a_stranger_remind_nobody(world, note):
    with pytest.raises(NotAllowed):
        ask(world, "vera", note)
    with pytest.raises(NotThere):
        ask(world, "olga", note)


def test_the_sweep_sends_what_a_kill_left_in_the_middle_and_nothing_twice(world, note, monkeypatch):
    reminder = ask(world, "ada", note)
    deliver = tasks.deliver

    def killed_after_the_first(letter):
        if mail.outbox:
            raise KeyboardInterrupt
        deliver(letter)

    monkeypatch.setattr(tasks, "deliver", killed_after_the_first)
    with pytest.raises(KeyboardInterrupt):
        send_reminder(str(reminder.id))
    assert (len(mail.outbox), is_sent(reminder)) == (1, False)
    monkeypatch.setattr(tasks, "deliver", deliver)
    # The post office of files knows that the second letter never came.
    monkeypatch.setattr(tasks, "arrived", lambda message_id: False)
    assert send_unsent_reminders() == 1
    assert reached() == ["finn@studionord.example", "sam@studionord.example"]
    assert is_sent(reminder)


def test_a_letter_in_doubt_is_never_sent_blindly_again(world, note, monkeypatch):
    reminder = ask(world, "ada", note)
    deliver = tasks.deliver

    def loses_its_answer(letter):
        deliver(letter)
        raise Undecided("the line broke")

    monkeypatch.setattr(tasks, "deliver", loses_its_answer)
    send_reminder(str(reminder.id))
    send_unsent_reminders()
    assert len(mail.outbox) == 2


def test_one_that_did_not_leave_goes_with_the_next_round(world, note, monkeypatch):
    reminder = ask(world, "ada", note)
    deliver = tasks.deliver

    def refuses_sam(letter):
        if "sam" in letter.to:
            raise NotSent("busy", permanent=False)
        deliver(letter)

    monkeypatch.setattr(tasks, "deliver", refuses_sam)
    send_reminder(str(reminder.id))
    assert (reached(), is_sent(reminder)) == (["finn@studionord.example"], False)
    monkeypatch.setattr(tasks, "deliver", deliver)
    assert send_unsent_reminders() == 1
    assert (reached(), is_sent(reminder)) == (["finn@studionord.example", "sam@studionord.example"], True)


def test_another_worker_that_has_it_in_hand_is_left_alone(world, note):
    reminder = ask(world, "ada", note)
    cache.set(f"mail.reminder.{reminder.id}", 1, 100)
    send_reminder(str(reminder.id))
    assert (mail.outbox, is_sent(reminder)) == ([], False)
