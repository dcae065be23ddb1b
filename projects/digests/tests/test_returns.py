"""What comes back: believed for what was sent to that person, told to the person and the own admins, never to the other side."""

import json
import smtplib
from datetime import UTC, datetime, timedelta
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from accounts.doors import actor_for, entered
from accounts.mailboxes import own_mailbox
from accounts.models import Mailbox, User
from partnership.kit.mail import FileBackend
from partnership.kit.returned import LARGEST, Returned, read_returned
from partnership.kit.tests.returned_samples import bounce, complaint
from projects.digests.composing import stop_link
from projects.digests.inbound import returns_address
from projects.digests.models import Letter, LetterSetting
from projects.digests.planning import claim_due, preview_due
from projects.digests.returns import take_returned
from projects.digests.sending import send_one
from tests.tenancy import as_creator

MONDAY = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
SAM = "sam@studionord.example"
HOST = "http://127.0.0.1:8000"


@pytest.fixture
def sent(settled, mailbox):
    send_one(claim_due(now=MONDAY, email=SAM)[0], now=MONDAY)
    with as_creator():
        return Letter.objects.get()


def take(raw, now=MONDAY + timedelta(hours=1), **options):
    return take_returned(read_returned(raw), now=now, **options)


def boxes():
    with as_creator():
        return list(Mailbox.objects.all())


def setting():
    with as_creator():
        return LetterSetting.objects.first()


def test_a_bounce_of_a_sent_letter_keeps_the_next_back_and_its_row_says_why(sent):
    assert take(bounce(sent.message_id)) == "noted"
    assert take(bounce(sent.message_id)) == "noted"
    [box] = boxes()
    assert (box.user_id, box.email, box.kind) == (sent.user_id, SAM, "bounced")
    later = MONDAY + timedelta(weeks=1)
    assert SAM not in dict(preview_due(now=later))
    assert claim_due(now=later, email=SAM) == []
    with as_creator():
        row = Letter.objects.get(iso_week="2026-W48")
    assert (row.status, row.reason) == ("skipped", "suppressed")


@pytest.mark.parametrize(
    "raw",
    [
        lambda sent: bounce(sent.message_id.replace("w2026-47", "w2026-46")),
        lambda sent: bounce(sent.message_id.replace("127.0.0.1", "elsewhere.example")),
        lambda sent: bounce(sent.message_id, to="ada@havsvik.example"),
        lambda sent: bounce("<made.up@mail.example>"),
        lambda sent: bounce(""),
        lambda sent: complaint(""),
    ],
)
def test_a_report_about_what_was_not_sent_there_changes_nothing(sent, raw):
    assert take(raw(sent)) == "ignored"
    assert (boxes(), setting()) == ([], None)


def test_a_report_that_comes_weeks_later_changes_nothing(sent):
    assert take(bounce(sent.message_id), now=MONDAY + timedelta(days=15)) == "ignored"
    assert boxes() == []


def test_delays_suppress_only_three_in_a_row_over_two_weeks(settled, mailbox):
    for turn in range(3):
        now = MONDAY + timedelta(weeks=turn)
        send_one(claim_due(now=now, email=SAM)[0], now=now)
        with as_creator():
            letter = Letter.objects.order_by("-iso_week").first()
        assert boxes() == [] or boxes()[0].suppressed_at is None
        for _twice in range(2):
            take(bounce(letter.message_id, status="4.4.7", action="delayed"), now=now + timedelta(hours=5))
    assert (boxes()[0].kind, boxes()[0].delays) == ("delayed", 3)


@pytest.mark.parametrize(
    ("error", "is_kept_back"),
    [
        (smtplib.SMTPRecipientsRefused({SAM: (550, b"5.1.1 no such user")}), True),
        (smtplib.SMTPDataError(550, b"mailbox unavailable"), True),
        (smtplib.SMTPDataError(554, b"5.7.1 looks like spam"), False),
        (smtplib.SMTPRecipientsRefused({SAM: (451, b"try later")}), False),
        (smtplib.SMTPSenderRefused(550, b"who are you", "portal@localhost"), False),
        (smtplib.SMTPAuthenticationError(535, b"wrong password"), False),
    ],
)
def test_only_what_our_own_server_says_of_the_address_keeps_it_back(settled, mailbox, error, is_kept_back):
    class Line(FileBackend):
        def send_messages(self, messages):
            raise error

    send_one(claim_due(now=MONDAY, email=SAM)[0], now=MONDAY, connection=Line())
    assert [box.kind for box in boxes()] == (["refused"] if is_kept_back else [])


def test_a_complaint_stops_the_letter_and_nothing_else(sent):
    assert take(complaint(sent.message_id)) == "noted"
    assert setting().stopped_at is not None
    assert boxes()[0].suppressed_at is None


def test_a_mail_with_the_token_stops_the_letter_and_one_without_does_not(sent, mailbox):
    subject = mailbox()[SAM]["List-Unsubscribe"].split("subject=")[1].strip("> ")
    token = subject.removeprefix("stop%20weekly%20")
    assert take(f"Subject: stop weekly {token[:-1]}_\n\n".encode()) == "ignored"
    assert setting() is None
    assert token == stop_link(sent.user_id, now=MONDAY).rstrip("/").rsplit("/", 1)[1]
    assert take(f"Subject: stop weekly {token}\n\n".encode()) == "noted"
    assert setting().stopped_at is not None


def test_the_person_is_told_and_the_own_admin_and_never_the_other_side(sent, settled, client):
    take(bounce(sent.message_id))
    for path in ("/letters/", "/"):
        client.force_login(settled.users["sam"])
        assert b"Letters do not reach you" in client.get(path).content
        client.force_login(settled.users["ada"])
        assert "Breven når dig inte" not in client.get(path).content.decode()
    client.force_login(settled.users["sam"])
    assert b"No letters arrive" in client.get("/members/").content
    client.force_login(settled.users["finn"])
    assert b"No letters arrive" not in client.get("/members/").content
    for name, seen in (("ada", 0), ("olga", 0), ("finn", 1), ("sam", 1)):
        with entered(actor_for(settled.users[name].id)):
            assert Mailbox.objects.count() == seen


def test_a_mended_mailbox_gets_a_trial_and_letters_again_but_once_a_day(sent, settled, client, mailbox):
    take(bounce(sent.message_id))
    client.force_login(settled.users["sam"])
    assert client.post("/letters/mended/").status_code == 303
    assert boxes()[0].suppressed_at is None
    from accounts.tasks import send_unsent, try_mailbox

    try_mailbox(str(sent.user_id))
    send_unsent()
    assert mailbox()[SAM]["Subject"] == "Mail reaches you again"
    trial = mailbox()[SAM]["Message-ID"]
    # What was sent before counts no longer; the trial that comes back does.
    assert take(bounce(sent.message_id)) == "noted"
    assert boxes()[0].suppressed_at is None
    assert take(bounce(trial), now=datetime.now(UTC)) == "noted"
    assert boxes()[0].suppressed_at is not None
    assert "today already" in client.post("/letters/mended/", follow=True).content.decode()
    with entered(actor_for(sent.user_id)) as actor:
        assert own_mailbox(actor).is_suppressed


def test_another_address_begins_without_the_trouble(sent, settled):
    take(bounce(sent.message_id))
    with as_creator():
        settled.users["sam"].emailaddress_set.update(email="sam@new.example")
        User.objects.filter(id=settled.users["sam"].id).update(email="sam@new.example")
    assert len(claim_due(now=MONDAY + timedelta(weeks=1), email="sam@new.example")) == 1


def report(*events):
    return json.dumps({"events": list(events)})


def test_a_provider_reports_at_its_signed_address_alone(sent, client):
    now = datetime.now(UTC)
    with as_creator():
        Letter.objects.update(sent_at=now)
    path = returns_address(now=now).removeprefix(HOST)
    event = {"type": "bounced", "message_id": sent.message_id, "recipient": SAM, "status": "5.1.1"}
    forged = path.replace("returns/", "returns/x")
    assert client.post(forged, report(event), content_type="application/json").status_code == 404
    assert boxes() == []
    client.handler.enforce_csrf_checks = True
    answer = client.post(path, report(event, {"type": "opened"}), content_type="application/json")
    assert (answer.status_code, answer.json()) == (200, {"noted": 1, "ignored": 0})
    assert boxes()[0].detail == "5.1.1"
    assert client.get(path).status_code == 405


def test_a_provider_may_name_the_address_alone_and_send_the_message_itself(sent, client):
    path = returns_address(now=datetime.now(UTC)).removeprefix(HOST)
    events = report(
        {"type": "bounced", "recipient": "nobody@else.example"}, {"type": "bounced", "recipient": SAM}
    )
    answer = client.post(path, events, content_type="application/json")
    assert answer.json() == {"noted": 1, "ignored": 1}
    answer = client.post(path, bounce("<other@mail.example>"), content_type="message/rfc822")
    assert answer.json() == {"noted": 0, "ignored": 1}


def test_a_provider_that_has_delivered_a_letter_in_doubt_settles_it(sent, client):
    path = returns_address(now=datetime.now(UTC)).removeprefix(HOST)
    events = [{"type": "delivered", "message_id": one} for one in (sent.message_id, "<made.up@mail.example>")]
    for status, noted in (("failed", 0), ("sending", 0), ("unknown", 1)):
        with as_creator():
            Letter.objects.update(status=status, sent_at=None)
        answer = client.post(path, report(*events), content_type="application/json")
        assert answer.json() == {"noted": noted, "ignored": 2 - noted}
        with as_creator():
            assert Letter.objects.get().status == ("sent" if noted else status)
    assert take_returned(Returned("delivered", message_id=sent.message_id), now=MONDAY) == "ignored"


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"events": 1}', "[" * 90_000, '{"events": [' + "{}," * 600 + "{}]}"]
)
def test_a_body_of_another_shape_is_refused(settled, client, body):
    path = returns_address(now=datetime.now(UTC)).removeprefix(HOST)
    assert client.post(path, body, content_type="application/json").status_code == 400


def test_a_body_beyond_the_limit_is_refused(settled, client):
    path = returns_address(now=datetime.now(UTC)).removeprefix(HOST)
    assert client.post(path, "x" * (LARGEST + 1), content_type="application/json").status_code == 413


@pytest.mark.parametrize("kind", ["maildir", "mbox", "stdin"])
def test_the_command_takes_in_a_folder_a_file_and_a_pipe(sent, tmp_path, monkeypatch, capsys, kind):
    now = datetime.now(UTC)
    with as_creator():
        Letter.objects.update(sent_at=now)
    raw, path = bounce(sent.message_id), None
    if kind == "maildir":
        (tmp_path / "new").mkdir()
        (tmp_path / "new" / "1").write_bytes(raw)
        (tmp_path / "new" / "2").write_bytes(b"\xff" * 100)
        path = str(tmp_path)
    elif kind == "mbox":
        (tmp_path / "box").write_bytes(b"From a@b Mon Nov 23 07:30:00 2026\n" + raw)
        path = str(tmp_path / "box")
    else:
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=BytesIO(raw)))
    call_command("take_bounces", *filter(None, [path]))
    assert capsys.readouterr().out.startswith("1 noted")
    assert boxes()[0].kind == "bounced"
