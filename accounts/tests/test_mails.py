"""Invitations and offers as letters: sent after commit, once, and by the sweep when a crash came between."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from accounts import tasks
from accounts.actions import invite_member, offer_partnership, withdraw_invitation
from accounts.doors import entered
from accounts.models import Invitation, Membership, PartnershipOffer
from accounts.tasks import send_invitation, send_unsent
from accounts.tokens import token_for
from partnership.kit.mail import NotSent, Undecided
from tests.tenancy import as_creator

LATER = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def own_memory(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


@pytest.fixture
def invited(world):
    """An invitation that Ada sent five minutes ago and whose wake-up got lost."""
    actor = world.actor("ada")
    with entered(actor):
        values = {"email": "nils@nowhere.example", "role": "member", "language": "sv"}
        return invite_member(actor, **values, now=timezone.now() - LATER)


def sent_at(row):
    with as_creator():
        return type(row).objects.get(id=row.id).sent_at


def call(row):
    send_invitation(str(row.invited_by_id), str(row.organization_id), str(row.id))


def test_an_invitation_is_sent_once_in_the_invited_persons_language(invited):
    call(invited)
    call(invited)
    (letter,) = mail.outbox
    assert letter.to == ["nils@nowhere.example"]
    assert f"/invitations/{token_for('invitation', invited.id)}/" in letter.body
    assert letter.extra_headers["Content-Language"] == "sv"
    assert sent_at(invited) is not None


def test_the_sweep_sends_what_got_lost_and_nothing_twice(invited):
    assert send_unsent() == 1
    assert send_unsent() == 0
    assert len(mail.outbox) == 1


def test_an_invitation_goes_out_though_its_sender_has_left(world, invited):
    with as_creator():
        Membership.objects.filter(user=world.users["vera"]).update(role="owner")
        Membership.objects.filter(user=world.users["ada"]).delete()
    assert send_unsent() == 1
    assert [letter.to for letter in mail.outbox] == [["nils@nowhere.example"]]


def test_what_was_taken_back_is_not_sent(world, invited):
    actor = world.actor("ada")
    with entered(actor):
        withdraw_invitation(actor, invitation=invited, now=timezone.now())
    call(invited)
    assert send_unsent() == 0
    assert mail.outbox == []


@pytest.mark.parametrize(
    "trouble", [NotSent("no", permanent=False), NotSent("no", permanent=True), Undecided("?")]
)
def test_one_that_fails_waits_and_does_not_stop_the_others(world, invited, monkeypatch, trouble):
    sam = world.actor("sam")
    with entered(sam):
        values = {"email": "olga@fjallbo.example", "language": "sv", "word": "Hej"}
        offer = offer_partnership(sam, **values, now=timezone.now() - LATER)
    deliver = tasks.deliver

    def post_office(letter):
        if letter.to == "nils@nowhere.example":
            raise trouble
        deliver(letter)

    monkeypatch.setattr(tasks, "deliver", post_office)
    assert send_unsent() == 2
    assert (sent_at(invited), sent_at(offer) is None) == (None, False)
    monkeypatch.setattr(tasks, "deliver", deliver)
    send_unsent()
    assert [letter.to for letter in mail.outbox] == [["olga@fjallbo.example"]]
    cache.clear()
    send_unsent()
    assert sent_at(invited) is not None


def test_a_sweep_finds_offers_and_invitations_of_every_tenant(world):
    for name, email in (("ada", "a@nowhere.example"), ("olga", "o@nowhere.example")):
        actor = world.actor(name)
        with entered(actor):
            offer_partnership(actor, email=email, language="en", word="", now=timezone.now() - LATER)
    assert send_unsent() == 2
    with as_creator():
        assert not PartnershipOffer.objects.filter(sent_at=None).exists()
        assert not Invitation.objects.exists()
