import smtplib
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from partnership.kit import mail
from partnership.kit.mail import path_of
from projects.digests import sending, writing
from projects.digests.models import Letter
from projects.digests.planning import claim_due, letters_to_send
from projects.digests.sending import send_one, settle, settle_interrupted, unknown_letters
from projects.digests.tasks import plan, send_all
from projects.health.factories import make_project
from tests.tenancy import as_creator

MONDAY = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
SAM = "sam@studionord.example"


@pytest.fixture
def claimed(settled, mailbox):
    return claim_due(now=MONDAY, email=SAM)[0]


def stored():
    with as_creator():
        return Letter.objects.get()


def failing(monkeypatch, error):
    class Line(mail.FileBackend):
        def send_messages(self, messages):
            raise error

    return Line()


def test_a_claimed_letter_is_sent_and_kept_as_it_was_sent(claimed, mailbox):
    assert send_one(claimed, now=MONDAY) == "sent"
    sent, row = mailbox()[SAM], stored()
    assert (row.status, row.sent_at, row.language) == ("sent", MONDAY, "en")
    assert sent["Subject"] == row.subject
    assert sent.get_body(("html",)).get_content().strip() == row.html.strip()
    assert sent.get_body(("plain",)).get_content().split() == row.text.split()


def test_a_letter_is_never_sent_twice(claimed, mailbox):
    send_one(claimed, now=MONDAY)
    before = path_of(stored().message_id).stat().st_mtime_ns
    assert send_one(claimed, now=MONDAY) == ""
    assert path_of(stored().message_id).stat().st_mtime_ns == before


def test_what_another_sender_works_on_is_left_alone(claimed, mailbox):
    key = int.from_bytes(claimed.bytes[8:], "big", signed=True)
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [key])
        assert (send_one(claimed, now=MONDAY), mailbox()) == ("", {})
        cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
    other.close()
    assert send_one(claimed, now=MONDAY) == "sent"


def test_a_letter_that_another_sender_took_on_meanwhile_is_not_sent(claimed, mailbox, monkeypatch):
    whole = sending.written

    def meanwhile(letters, **rest):
        with as_creator():
            Letter.objects.update(status="sending")
        return whole(letters, **rest)

    monkeypatch.setattr(sending, "written", meanwhile)
    send_one(claimed, now=MONDAY)
    assert (stored().status, mailbox()) == ("sending", {})


def test_a_letter_that_kills_its_senders_is_set_aside(claimed, mailbox):
    with as_creator():
        Letter.objects.update(attempts=5)
    assert (send_one(claimed, now=MONDAY), mailbox()) == ("failed", {})


def test_headers_say_whose_list_it_is_and_how_to_leave_it(claimed, mailbox):
    send_one(claimed, now=MONDAY)
    sent = mailbox()[SAM]
    assert sent["Message-ID"] == stored().message_id
    assert sent["List-Id"] == "<weekly.127.0.0.1>"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent["Content-Language"] == "en"
    https, by_mail = sent["List-Unsubscribe"].strip().split(", ")
    assert https.startswith("<http://127.0.0.1:8000/letters/stop/")
    assert by_mail.startswith("<mailto:portal@localhost?subject=stop")


def test_too_late_is_skipped_and_said(claimed, mailbox):
    assert send_one(claimed, now=MONDAY + timedelta(days=3)) == "skipped"
    assert (stored().reason, mailbox()) == ("late", {})


def test_a_mail_that_did_not_leave_is_tried_again_later_and_given_up_after_five(claimed, monkeypatch):
    line = failing(monkeypatch, smtplib.SMTPDataError(451, b"try later"))
    now, seen = MONDAY, []
    for _turn in range(5):
        seen.append(send_one(claimed, now=now, connection=line))
        now = max(now, stored().wait_until or now)
    assert seen == ["claimed"] * 4 + ["failed"]
    assert "451" in stored().trouble


def test_an_address_that_is_refused_for_good_is_not_tried_again(claimed, monkeypatch):
    line = failing(monkeypatch, smtplib.SMTPRecipientsRefused({SAM: (550, b"no such user")}))
    assert send_one(claimed, now=MONDAY, connection=line) == "failed"


def test_a_lost_answer_of_a_mail_server_leaves_the_letter_in_doubt_until_somebody_settles_it(
    claimed, monkeypatch
):
    monkeypatch.setattr(sending, "arrived", lambda message_id: None)
    line = failing(monkeypatch, smtplib.SMTPServerDisconnected("gone"))
    assert send_one(claimed, now=MONDAY, connection=line) == "unknown"
    assert plan(now=MONDAY + timedelta(hours=1), email=SAM) == []
    assert [letter.message_id for letter in unknown_letters()] == [stored().message_id]
    assert settle(stored().message_id, sent=False, now=MONDAY)
    assert letters_to_send(now=MONDAY + timedelta(hours=1), email=SAM) == [claimed]
    assert not settle("<other@host>", sent=True, now=MONDAY)


@pytest.mark.parametrize(("left", "after"), [(True, "sent"), (False, "claimed")])
def test_a_kill_between_sending_and_sent_is_settled_by_the_message_id(
    claimed, mailbox, monkeypatch, left, after
):
    class Killed(BaseException):
        pass

    def kill(made, *, connection):
        if left:
            mail.FileBackend().send_messages([mail.composed(made)])
        raise Killed

    monkeypatch.setattr(sending, "deliver", kill)
    with pytest.raises(Killed):
        send_one(claimed, now=MONDAY)
    assert stored().status == "sending"
    assert settle_interrupted(now=MONDAY) == 1
    assert stored().status == after
    monkeypatch.undo()


def test_the_next_letter_says_which_week_had_none(settled, mailbox):
    send_all(plan(now=MONDAY, email=SAM), now=MONDAY)
    plan(now=MONDAY + timedelta(days=10), email=SAM)
    with as_creator():
        make_project(settled.shared, delivery_on=None)  # something waits, so the week is told in full
    later = MONDAY + timedelta(days=14)
    send_all(plan(now=later, email=SAM), now=later)
    with as_creator():
        told = Letter.objects.get(iso_week="2026-W49").text
        assert Letter.objects.get(iso_week="2026-W48").reason == "late"
    assert "There was no letter about week\u00a048: it would have come too late." in told


def test_a_fault_in_one_letter_does_not_stop_the_others(settled, mailbox, monkeypatch):
    whole = writing.mail_of

    def sometimes(letter, *rest, **named):
        if letter.user.email == SAM:
            raise RuntimeError("a fault")
        return whole(letter, *rest, **named)

    monkeypatch.setattr(writing, "mail_of", sometimes)
    assert send_all(plan(now=MONDAY), now=MONDAY) == 5
    assert SAM not in mailbox()
    assert len(mailbox()) == 4
    with as_creator():
        assert Letter.objects.get(status="claimed").user.email == SAM
