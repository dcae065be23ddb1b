"""Our own bytes, read back by the email package: the same as Django's mail classes give for the same mail."""

import re
from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.kit.mail import Mail, as_bytes, composed
from partnership.kit.mime import header, message_bytes

LETTER = Mail(
    to="ada@havsvik.example",
    subject="v. 47: 3 väntar på dig, hälsa 74 (−4)",
    text="Hej Ada\n.\n. en punkt\nlång " + "rad " * 300 + "\nslut ",
    html='<p style="margin:0">Hej <b>Ada</b> – 1\u00a0234 kr</p>\n' + "<td>=20</td>" * 200,
    language="sv",
    message_id="<digest.w2026-47.u88@host>",
    headers={
        "List-Id": "<weekly.portal.example>",
        "List-Unsubscribe": f"<https://portal.example/letters/stop/{'x' * 90}/>, <mailto:portal@example?subject={'y' * 90}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    },
)


def read(data):
    return message_from_bytes(data, policy=policy.default)


def parts_of(message):
    leaves = [one for one in message.walk() if not one.is_multipart()]
    return [(one.get_content_type(), one.get_content().replace("\r\n", "\n").rstrip("\n")) for one in leaves]


def values_of(message, names):
    return {name: [str(value).strip() for value in message.get_all(name, [])] for name in names}


@pytest.mark.parametrize(
    "sender", ["Partnership portal <portal@localhost>", "Portalen på Ö <portal@ö.example>", "a@b.example"]
)
@pytest.mark.parametrize("to", ["ada@havsvik.example", "ada.holm+brev@åäö.example"])
@pytest.mark.parametrize("html", [LETTER.html, ""])
def test_it_reads_as_what_djangos_mail_classes_write(settings, sender, to, html):
    settings.DEFAULT_FROM_EMAIL = sender
    mail = Mail(**{**vars(LETTER), "to": to, "html": html})
    ours, djangos = read(as_bytes(mail)), read(composed(mail).message().as_bytes())
    names = {*ours.keys(), *djangos.keys()} - {"Content-Type", "Content-Transfer-Encoding", "Date"}
    assert values_of(ours, names) == values_of(djangos, names)
    assert parts_of(ours) == parts_of(djangos)
    assert abs((ours["Date"].datetime - djangos["Date"].datetime).total_seconds()) < 60
    assert (ours.get_content_type(), ours.defects) == (djangos.get_content_type(), [])


def test_every_line_is_short_plain_and_ends_with_both_signs():
    data = as_bytes(LETTER)
    assert re.findall(rb"(?<!\r)\n|\r(?!\n)", data) == []
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 998
    assert max(len(line) for line in lines if b"http" not in line and b"mailto" not in line) <= 78
    assert data.isascii()
    assert data.endswith(b"\r\n")


@pytest.mark.parametrize("sign", ["\r\n", "\n", "\r", "\x00", "\x1b", "\u2028"])
@pytest.mark.parametrize("place", ["to", "message_id", "headers"])
def test_a_line_break_never_begins_another_header(place, sign):
    value = f"x@example.org{sign}Bcc: all@example.org"
    mail = Mail(**{**vars(LETTER), place: {"X-Word": value} if place == "headers" else value})
    with pytest.raises(ValueError, match=r"."):
        as_bytes(mail)


def test_a_line_break_in_a_subject_is_a_space():
    mail = Mail(**{**vars(LETTER), "subject": "Ett\r\nBcc: alla@example.org"})
    assert read(as_bytes(mail))["Subject"] == "Ett Bcc: alla@example.org"
    assert read(as_bytes(mail))["Bcc"] is None


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" ")).map(
        lambda text: " ".join(text.split())
    )
)
def test_any_subject_comes_back_as_it_was(subject):
    line = header("Subject", subject)
    assert line.endswith("\r\n")
    assert all(len(one) <= 78 for one in line.split("\r\n") if one.startswith(("=?", " =?")))
    assert read(line.encode() + b"\r\n")["Subject"] == subject


@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from(" \t\n=.-"),
        max_size=400,
    )
)
def test_any_text_comes_back_as_it_was(text):
    data = message_bytes(
        sender="a@b.example",
        to="c@d.example",
        subject="x",
        text=text,
        html=(text.strip("\n") and text) or "x",
        message_id="<a@b>",
        headers={},
    )
    plain = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    assert parts_of(read(data)) == [("text/plain", plain), ("text/html", plain or "x")]
