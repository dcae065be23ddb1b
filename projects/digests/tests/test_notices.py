"""What comes at once: new things alone, each once, together, at most hourly and not at night."""

import smtplib
from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.doors import actor_for, entered
from accounts.models import Mailbox
from partnership.kit import mail
from partnership.kit.returned import read_returned
from partnership.kit.tests.returned_samples import complaint
from projects.activity.choosing import choices_of, choose_topics
from projects.activity.waiting import Waiting, register_waiting
from projects.digests import notices
from projects.digests.models import Notice
from projects.digests.notices import is_quiet_hour, people_to_tell, send_notice, tell_at_once, unsent_notices
from projects.digests.returns import take_returned
from tests.tenancy import as_creator

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SAM = "sam@studionord.example"


@pytest.fixture
def waiting(settled):
    """A list of what waits for Sam: a test adds to it."""
    things = []

    def provide(actor, partnerships):
        return list(things) if actor.person_id == settled.users["sam"].id else []

    register_waiting("test", provide)

    def add(name, kind="goals.check_in", since=date(2026, 11, 23)):
        things.append(Waiting(settled.shared, kind, name, f"Why {name}", f"/p/{name}/", "Do it", since=since))

    return add


@pytest.fixture
def sam(settled):
    return settled.users["sam"].id


def choose(person_id, **choices):
    with entered(actor_for(person_id)) as actor:
        choose_topics(actor, choices=choices, now=MONDAY - timedelta(hours=1))


def tell(person_id, now):
    found = tell_at_once(person_id, now=now)
    return found and send_notice(found, now=now)


def test_nobody_is_told_at_once_who_has_not_chosen_so(waiting, sam, mailbox):
    waiting("shop")
    assert people_to_tell(now=MONDAY) == []
    choose(sam, goals="off")
    assert people_to_tell(now=MONDAY) == []
    assert tell(sam, MONDAY) is None


def test_new_things_come_together_once_and_the_next_after_an_hour(waiting, sam, mailbox):
    choose(sam, goals="now", work="now")
    waiting("shop")
    waiting("club", kind="work.import")
    waiting("pulse", kind="feedback.pulse")
    assert tell(sam, MONDAY) == "sent"
    sent = mailbox()[SAM]
    assert sent["Subject"] == "2 things wait for you"
    text = sent.get_body(("plain",)).get_content()
    assert "Why shop" in text
    assert "Why club" in text
    assert "pulse" not in text
    waiting("later")
    assert tell(sam, MONDAY + timedelta(minutes=59)) is None
    assert tell(sam, MONDAY + timedelta(minutes=61)) == "sent"
    assert mailbox()[SAM]["Subject"] in {"later", "2 things wait for you"}
    assert tell(sam, MONDAY + timedelta(hours=3)) is None
    with as_creator():
        assert [one.subject for one in Notice.objects.order_by("claimed_at")] == [
            "2 things wait for you",
            "later",
        ]


def test_what_waited_before_one_chose_stays_in_the_letter(waiting, sam, mailbox):
    choose(sam, goals="now")
    waiting("old", since=date(2026, 11, 2))
    assert tell(sam, MONDAY) is None


@pytest.mark.parametrize(
    ("at", "is_quiet"),
    [("05:59", True), ("06:00", False), ("19:59", False), ("20:00", True), ("23:30", True)],
)
def test_nights_are_quiet_where_the_person_is(at, is_quiet):
    moment = datetime.fromisoformat(f"2026-11-23T{at}+00:00")
    assert is_quiet_hour(moment, "Europe/Stockholm") == is_quiet
    assert is_quiet_hour(moment, "Nowhere/Else") == (at != "19:59" and at != "20:00")


def test_a_thing_of_the_night_comes_in_the_morning(waiting, sam, mailbox):
    choose(sam, goals="now")
    waiting("shop")
    assert tell(sam, MONDAY.replace(hour=21)) is None
    assert tell(sam, MONDAY + timedelta(days=1)) == "sent"


def test_a_suppressed_address_is_told_nothing(waiting, sam, mailbox):
    choose(sam, goals="now")
    waiting("shop")
    with as_creator():
        Mailbox.objects.create(user_id=sam, email=SAM, kind="bounced", suppressed_at=MONDAY)
    assert tell(sam, MONDAY) is None


def test_a_refusal_for_now_is_tried_again_and_a_lost_answer_is_not(waiting, sam, mailbox, monkeypatch):
    def fail(error):
        class Line(mail.FileBackend):
            def send_messages(self, messages):
                raise error

        monkeypatch.setattr(mail, "get_connection", Line)

    choose(sam, goals="now")
    waiting("shop")
    fail(smtplib.SMTPDataError(451, b"later"))
    assert tell(sam, MONDAY) == "claimed"
    [left] = unsent_notices()
    fail(smtplib.SMTPServerDisconnected("gone"))
    monkeypatch.setattr(notices, "arrived", lambda message_id: None)
    assert send_notice(left, now=MONDAY) == "unknown"
    assert (unsent_notices(), send_notice(left, now=MONDAY)) == ([], "")


def test_a_kill_between_sending_and_sent_is_settled_by_the_message_id(waiting, sam, mailbox):
    choose(sam, goals="now")
    waiting("shop")
    notice = tell_at_once(sam, now=MONDAY)
    with as_creator():
        Notice.objects.update(status="sending")
    assert send_notice(notice, now=MONDAY) == "claimed"
    assert send_notice(notice, now=MONDAY) == "sent"
    with as_creator():
        Notice.objects.update(status="sending")
    assert send_notice(notice, now=MONDAY) == "sent"
    assert len(mailbox()) == 1


def test_a_complaint_about_it_lets_everything_come_in_the_letter(waiting, sam, mailbox):
    choose(sam, goals="now")
    waiting("shop")
    tell(sam, MONDAY)
    found = read_returned(complaint(mailbox()[SAM]["Message-ID"]))
    with as_creator():
        Notice.objects.update(claimed_at=datetime.now(UTC), sent_at=datetime.now(UTC))
    assert take_returned(found, now=datetime.now(UTC)) == "noted"
    with entered(actor_for(sam)) as actor:
        assert choices_of(actor)["goals"] == "letter"


def test_what_one_wants_nothing_of_is_neither_in_the_letter_nor_counted(asked, written):
    def provide(actor, partnerships):
        return [Waiting(asked.shared, "goals.check_in", "Stäm av målet", "Nu", "/p/", "Stäm av")]

    register_waiting("more", provide)
    assert written(asked, "ada", "sv")["subject"].startswith("v. 47: 5 ")
    choose(asked.users["ada"].id, goals="off")
    letter = written(asked, "ada", "sv")
    assert letter["subject"].startswith("v. 47: 4 ")
    assert "Stäm av målet" not in letter["text"]
    assert "Stäm av målet" in written(asked, "sam", "sv")["text"]


def test_a_person_chooses_on_the_page_and_a_wrong_choice_says_so(settled, client, sam):
    client.force_login(settled.users["sam"])
    choices = dict.fromkeys(
        ("agreements", "goals", "pulse", "between", "insight", "book", "work", "health"), "letter"
    )
    assert client.post("/letters/topics/", choices | {"goals": "now", "health": "off"}).status_code == 303
    assert b'<option value="now" selected>' in client.get("/letters/").content
    answer = client.post("/letters/topics/", choices | {"health": "now"})
    assert answer.status_code == 422
    with entered(actor_for(sam)) as actor:
        assert choices_of(actor) == {"goals": "now", "health": "off"}
