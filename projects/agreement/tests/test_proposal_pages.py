"""The page of an agreement from every chair, and what its buttons do."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Partnership, Role
from projects.agreement.factories import agreed, proposed, signed, subject_of, taken_effect
from projects.agreement.models import Mandate, Signature, SigningRule, Status, Version
from tests.tenancy import as_creator

STEPS = ("sign", "decline", "withdraw", "remind")


@pytest.fixture
def note(world):
    """Ada has proposed and signed three days ago; Sam's signature is missing."""
    then = timezone.now() - timedelta(days=3)
    version = proposed(world.actor("ada"), world.shared, word="Så som vi sa i torsdags.", now=then)
    return signed(world.actor("ada"), version, now=then)


def read(client, world, who, version):
    client.force_login(world.users[who])
    named = {"partnership": version.partnership_id, "agreement": version.agreement_id}
    return client.get(reverse("agreement:agreement", kwargs=named))


def post(client, world, who, step, version, **data):
    client.force_login(world.users[who])
    named = {"partnership": version.partnership_id, "version": version.id}
    return client.post(reverse(f"agreement:{step}", kwargs=named), data)


def sign(client, world, who, version):
    return post(client, world, who, "sign", version, seen_hash=version.content_hash)


def state(version):
    with as_creator():
        row = Version.objects.get(id=version.id)
        return row.status, row.reason, Signature.objects.filter(version=row).count()


def offers(answer):
    return tuple(step for step in STEPS if f'/{step}/"' in answer.text)


def again(world, who, version, **values):
    with as_creator():
        subject = subject_of(version)
    return proposed(world.actor(who), world.shared, subject_id=subject, values=values)


def test_each_chair_is_offered_what_it_may_do(client, world, note):
    assert offers(read(client, world, "ada", note)) == ("withdraw", "remind")
    assert offers(read(client, world, "sam", note)) == ("sign", "decline")
    assert offers(read(client, world, "vera", note)) == ()
    assert offers(read(client, world, "finn", note)) == ()


def test_who_cannot_sign_is_told_who_can(client, world, note):
    assert "For Studio Nord this can be signed by Sam Berg." in read(client, world, "finn", note).text


def test_both_sides_read_whose_turn_it_is_and_since_when(client, world, note):
    for who in ("sam", "finn"):
        text = read(client, world, who, note).text
        assert "Waiting for Studio Nord for 3 days" in text
        assert "Waiting for Havsvik Hem" not in text
        assert "Så som vi sa i torsdags." in text


def test_a_stranger_finds_nothing_and_changes_nothing(client, world, note):
    assert read(client, world, "olga", note).status_code == 404
    for step in STEPS:
        assert post(client, world, "olga", step, note, reason="x", seen_hash="0" * 64).status_code == 404
    assert state(note) == (Status.OPEN, "", 1)


def test_the_version_of_others_is_not_there_under_the_own_partnership(client, world):
    foreign = proposed(world.actor("olga"), world.foreign)
    named = {"partnership": world.shared, "version": foreign.id}
    client.force_login(world.users["sam"])
    answer = client.post(reverse("agreement:sign", kwargs=named), {"seen_hash": foreign.content_hash})
    assert answer.status_code == 404
    assert state(foreign) == (Status.OPEN, "", 0)


def test_the_last_signature_puts_it_in_force_and_a_second_click_is_told_so(client, world, note):
    answer = sign(client, world, "sam", note)
    assert answer.status_code == 303
    assert "Every side has signed. It is in force now." in client.get(answer.url).text
    answer = sign(client, world, "sam", note)
    assert (answer.status_code, "Every side has signed this: it is in force." in answer.text) == (422, True)
    assert (len(taken_effect), state(note)) == (1, (Status.SIGNED, "", 2))


def test_signing_twice_counts_once(client, world, note):
    answer = sign(client, world, "ada", note)
    assert answer.status_code == 422
    assert state(note) == (Status.OPEN, "", 1)


@pytest.mark.parametrize("who", ["vera", "finn"])
def test_a_viewer_signs_and_declines_nothing(client, world, note, who):
    assert sign(client, world, who, note).status_code == 403
    for step in ("decline", "withdraw", "remind"):
        assert post(client, world, who, step, note, reason="Nej").status_code == 403
    assert state(note) == (Status.OPEN, "", 1)


def test_a_page_from_before_a_correction_signs_nothing_and_shows_the_newest_text(client, world, note):
    again(world, "ada", note, text="Studio Nord builds the chekout.")
    answer = sign(client, world, "sam", note)
    assert answer.status_code == 422
    assert "This has changed since you opened it." in answer.text
    assert "chekout" in answer.text
    assert state(note) == (Status.OPEN, "", 1)
    with as_creator():
        newest = Version.objects.get(id=note.id).content_hash
    assert post(client, world, "sam", "sign", note, seen_hash=newest).status_code == 303


def test_a_page_without_the_hash_signs_nothing(client, world, note):
    assert post(client, world, "sam", "sign", note).status_code == 422
    assert state(note)[2] == 1


def test_declining_needs_a_reason_and_keeps_it_for_both_sides(client, world, note):
    assert post(client, world, "sam", "decline", note, reason="  ").status_code == 422
    assert post(client, world, "sam", "decline", note, reason="<b>Too</b> soon").status_code == 303
    assert state(note) == (Status.DECLINED, "<b>Too</b> soon", 1)
    for who in ("ada", "finn"):
        assert "&lt;b&gt;Too&lt;/b&gt; soon" in read(client, world, who, note).text


def test_a_reason_is_not_lost_when_the_proposal_was_answered_meanwhile(client, world, note):
    newest = again(world, "ada", note, hours="150")
    answer = post(client, world, "sam", "decline", note, reason="Too many hours")
    assert (answer.status_code, "Too many hours" in answer.text) == (422, True)
    assert f"/{newest.id}/decline/" in answer.text


def test_a_reason_is_not_lost_when_the_proposal_was_withdrawn_meanwhile(client, world, note):
    assert post(client, world, "ada", "withdraw", note).status_code == 303
    answer = post(client, world, "sam", "decline", note, reason="Too many hours")
    assert (answer.status_code, "Too many hours" in answer.text) == (422, True)
    assert "This proposal was withdrawn." in answer.text
    assert sign(client, world, "sam", note).status_code == 422
    assert state(note) == (Status.WITHDRAWN, "", 1)


def test_10_000_characters_of_reason_are_refused_and_kept(client, world, note):
    answer = post(client, world, "sam", "decline", note, reason="nej " * 2500)
    assert (answer.status_code, "nej " * 2499 in answer.text) == (422, True)
    assert state(note)[0] == Status.OPEN


def test_nobody_declines_the_own_or_withdraws_the_others_proposal(client, world, note):
    assert post(client, world, "ada", "decline", note, reason="x").status_code == 422
    assert post(client, world, "sam", "withdraw", note).status_code == 422
    assert state(note) == (Status.OPEN, "", 1)


def test_a_counter_proposal_is_told_against_what_it_answers_and_what_is_in_force(client, world):
    first = agreed([world.actor("ada"), world.actor("sam")], world.shared)
    again(world, "ada", first, hours="144", day="2026-12-15")
    counter = again(world, "sam", first, hours="160", day="2026-12-15")
    shown = read(client, world, "sam", counter).context["page"]
    found = [
        (one.version.number, [change.words.replace("\u00a0", " ") for change in one.changes])
        for one in (shown.open.against_answered, shown.open.against_force)
    ]
    assert found == [(2, ["+16 hours"]), (1, ["day 8 → 15 December 2026", "+40 hours"])]
    assert shown.in_force.version.number == 1
    assert [row.outcome for row in shown.versions] == [
        "Waits for signatures", "Answered with a counter-proposal", "In force",
    ]  # fmt: skip


def test_a_correction_is_shown_with_what_it_was(client, world, note):
    again(world, "ada", note, text="Studio Nord builds the chekout.")
    (correction,) = read(client, world, "sam", note).context["page"].open.reading.corrections
    assert (correction.person, len(correction.changes)) == ("Ada Holm", 1)


def test_above_the_own_limit_there_is_no_button_and_the_page_says_who_can(client, world, note):
    with as_creator():
        Membership.objects.filter(user=world.users["finn"]).update(role=Role.ADMIN)
        Mandate.objects.create(
            organization=world.organizations["studionord"], user=world.users["finn"],
            amount_limit=Decimal(100), updated_at=timezone.now(),
        )  # fmt: skip
    answer = read(client, world, "finn", note)
    assert offers(answer) == ("decline",)
    assert "For Studio Nord this can be signed by Sam Berg." in answer.text
    assert sign(client, world, "finn", note).status_code == 403


def test_where_two_people_sign_the_page_waits_for_the_second(client, world):
    with as_creator():
        own = world.organizations["studionord"]
        SigningRule.objects.create(organization=own, two_above=Decimal(100), updated_at=timezone.now())
    note = proposed(world.actor("ada"), world.shared)
    assert sign(client, world, "sam", note).status_code == 303
    text = read(client, world, "sam", note).text
    assert "One of two has signed" in text
    assert "nobody else may sign for this amount" in text
    assert offers(read(client, world, "sam", note)) == ("decline", "remind")


def test_after_the_end_nothing_is_signed_or_reminded_of_and_the_page_says_so(client, world, note):
    with as_creator():
        today = timezone.localdate()
        Partnership.objects.filter(id=world.shared).update(status="ended", ends_on=today)
    answer = read(client, world, "sam", note)
    assert (offers(answer), "so this stays unsigned" in answer.text) == (("decline",), True)
    assert offers(read(client, world, "ada", note)) == ("withdraw",)
    assert sign(client, world, "sam", note).status_code == 422
    assert post(client, world, "ada", "remind", note).status_code == 422
    assert state(note) == (Status.OPEN, "", 1)
