import smtplib

import pytest
from django.core.mail import get_connection

from partnership.kit import mail
from partnership.kit.mail import FileBackend, Mail, NotSent, Undecided, arrived, composed, deliver, path_of

LETTER = Mail(
    to="ada@havsvik.example",
    subject="v. 47:\n 3 väntar på dig",
    text="Hej Ada",
    html="<p>Hej Ada</p>",
    language="sv",
    message_id="<digest.w2026-47.u88@host>",
)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.EMAIL_BACKEND = "partnership.kit.mail.FileBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return tmp_path / "mail"


class Line(FileBackend):
    """A connection that fails in one way."""

    def __init__(self, error, at="send"):
        super().__init__()
        self.error, self.at = error, at

    def open(self):
        if self.at == "open":
            raise self.error

    def send_messages(self, messages):
        raise self.error


def test_a_mail_is_one_whole_file_named_by_its_message_id(folder):
    deliver(LETTER)
    assert [file.name for file in folder.iterdir()] == ["digest.w2026-47.u88@host.eml"]
    assert path_of(LETTER.message_id).read_bytes() == composed(LETTER).message().as_bytes() or arrived(
        LETTER.message_id
    )


def test_the_same_mail_twice_is_still_one_file(folder):
    deliver(LETTER)
    deliver(LETTER)
    assert len(list(folder.iterdir())) == 1


def test_headers_are_those_of_generated_mail_and_a_subject_is_one_line():
    message = composed(LETTER).message()
    assert message["Message-ID"] == LETTER.message_id
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "sv"
    assert "\n" not in str(composed(LETTER).subject)
    assert [part.get_content_type() for part in message.get_payload()] == ["text/plain", "text/html"]


def test_only_files_know_whether_a_mail_arrived(settings):
    assert arrived(LETTER.message_id) is False
    deliver(LETTER)
    assert arrived(LETTER.message_id) is True
    settings.EMAIL_BACKEND = "partnership.kit.wire.SmtpBackend"
    assert arrived(LETTER.message_id) is None


@pytest.mark.parametrize(
    ("error", "at", "permanent"),
    [
        (ConnectionRefusedError(), "open", False),
        (smtplib.SMTPAuthenticationError(535, b"no"), "open", False),
        (smtplib.SMTPDataError(451, b"later"), "send", False),
        (smtplib.SMTPDataError(554, b"spam"), "send", True),
        (smtplib.SMTPSenderRefused(550, b"no", "x"), "send", True),
        (smtplib.SMTPRecipientsRefused({"a": (450, b"full")}), "send", False),
        (smtplib.SMTPRecipientsRefused({"a": (550, b"unknown")}), "send", True),
        (ValueError("a line break in a header"), "send", True),
    ],
)
def test_a_clear_no_says_whether_another_try_can_help(error, at, permanent):
    with pytest.raises(NotSent) as found:
        deliver(LETTER, connection=Line(error, at))
    assert found.value.permanent == permanent


@pytest.mark.parametrize(
    "error", [smtplib.SMTPServerDisconnected("gone"), TimeoutError(), ConnectionResetError()]
)
def test_a_lost_answer_is_undecided(error):
    with pytest.raises(Undecided):
        deliver(LETTER, connection=Line(error))


def test_a_full_disk_leaves_no_half_file(folder, monkeypatch):
    monkeypatch.setattr(mail.os, "fsync", lambda _file: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(Undecided):
        deliver(LETTER)
    assert (list(folder.iterdir()), arrived(LETTER.message_id)) == ([], False)


@pytest.mark.parametrize("message_id", ["<../../etc/passwd@host>", "<a/b@host>", "<.hidden@host>", "<>"])
def test_a_message_id_never_leads_out_of_the_folder(folder, message_id):
    assert path_of(message_id).parent == folder
    assert not path_of(message_id).name.startswith(".")


def test_djangos_own_mails_land_in_the_same_folder(folder):
    assert isinstance(get_connection(), FileBackend)
