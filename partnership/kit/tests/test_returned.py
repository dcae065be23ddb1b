from hypothesis import given, settings
from hypothesis import strategies as st

from partnership.kit.returned import LARGEST, Returned, read_returned
from partnership.kit.tests.returned_samples import bounce, complaint

SENT = "<digest.w2026-47.u0199@portal.example>"


def test_a_refusal_for_good_names_the_mail_the_address_and_the_reason():
    assert read_returned(bounce(SENT)) == Returned(
        "bounced",
        message_id=SENT,
        recipients=("sam@studionord.example",),
        status="5.1.1",
        detail="smtp; 550 5.1.1 no such user",
    )


def test_a_delay_and_a_give_up_for_now_are_both_delays():
    assert read_returned(bounce(SENT, status="4.4.7", action="delayed")).kind == "delayed"
    assert read_returned(bounce(SENT, status="4.2.2", action="failed")).kind == "delayed"


def test_what_is_said_of_the_content_is_no_word_about_the_mailbox():
    assert read_returned(bounce(SENT, status="5.7.1")).kind == "delayed"


def test_a_report_of_success_is_no_news():
    assert read_returned(bounce(SENT, status="2.0.0", action="delivered")) is None
    assert read_returned(bounce(SENT, status="2.1.5", action="relayed")) is None


def test_the_headers_alone_and_a_reply_name_the_mail_too():
    assert read_returned(bounce(SENT, original="text/rfc822-headers")).message_id == SENT
    plain = bounce("").replace(b"MIME-Version", f"In-Reply-To: {SENT}\nMIME-Version".encode(), 1)
    assert read_returned(plain).message_id == SENT


def test_an_abuse_report_is_a_complaint_and_not_spam_is_none():
    found = read_returned(complaint(SENT))
    assert (found.kind, found.message_id, found.recipients) == (
        "complained",
        SENT,
        ("sam@studionord.example",),
    )
    assert read_returned(complaint(SENT, kind="not-spam")) is None


def test_a_wish_to_stop_carries_its_token():
    token = f"6d133568.{'A' * 22}.weekly.{'x' * 43}"
    assert read_returned(f"Subject: Re: stop weekly {token}\n\nhello".encode()) == Returned(
        "stops", token=token
    )
    assert read_returned(b"Subject: stop weekly 0199\n\nhello") is None


def test_a_letter_of_a_person_is_nothing_at_all():
    assert read_returned(b"From: sam@studionord.example\nSubject: Hej\n\nTack") is None


def test_what_is_nested_without_end_or_huge_tells_nothing_and_never_fails():
    deep = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (level, level) for level in range(5_000)
    )
    assert read_returned(deep) is None
    assert read_returned(b"Content-Type: message/rfc822\n\n" * 20_000) is None
    assert read_returned(b"A: " + b"x" * (4 * LARGEST)) is None
    assert read_returned(b"\xff\xfe\x00" * 1000) is None


def test_a_header_that_would_move_a_terminal_is_made_harmless():
    said = bounce(SENT).replace(b"no such user", b"no \x1b[31msuch\x07 user")
    assert read_returned(said).detail == "smtp; 550 5.1.1 no [31msuch user"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 900), st.integers(0, 60))
def test_no_bytes_put_anywhere_into_a_report_make_it_fail(junk, place, cut):
    whole = bounce(SENT)
    found = read_returned(whole[:place] + junk + whole[place + cut :])
    assert found is None or isinstance(found, Returned)
