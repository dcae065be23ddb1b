"""The conversation with a real mail server, and with one that says what no good server would."""

import socket
import threading
from contextlib import contextmanager
from email import message_from_bytes, policy

import pytest

from faults.post import Post, post_office
from partnership.kit.mail import Mail, NotSent, Undecided, deliver
from partnership.kit.wire import SmtpBackend

LETTER = Mail(
    to="ada@havsvik.example",
    subject="Vecka 47",
    text="Hej\n.\n..\nslut",
    html="<p>Hej</p>",
    message_id="<a@host>",
)


class Keeping(Post):
    """A post that keeps what the mails say."""

    def _take(self, envelope, address):
        self.contents.append(envelope.content)
        return super()._take(envelope, address)


@pytest.fixture
def post():
    post = Keeping()
    post.contents = []
    with post_office(post):
        yield post


@pytest.fixture
def line(post):
    line = SmtpBackend(host="127.0.0.1", port=post.port, timeout=5)
    yield line
    line.close()


def to(name):
    return Mail(**{**vars(LETTER), "to": f"{name}@havsvik.example", "message_id": f"<{name}@host>"})


def test_a_mail_arrives_as_it_was_written(post, line):
    deliver(LETTER, connection=line)
    [content] = post.contents
    read = message_from_bytes(content, policy=policy.default)
    assert read.get_body(("plain",)).get_content().split() == ["Hej", ".", "..", "slut"]
    assert (read["Subject"], post.taken) == ("Vecka 47", [("<a@host>", "ada@havsvik.example")])


def test_many_mails_go_over_one_connection(post, line):
    deliver(to("a"), connection=line)
    kept = line.connection
    for name in "bcd":
        deliver(to(name), connection=line)
    assert line.connection is kept
    assert post.message_ids == ["<a@host>", "<b@host>", "<c@host>", "<d@host>"]


@pytest.mark.parametrize(("at", "answer"), [("at_recipient", "451 later"), ("at_data", "451 later"), ("at_recipient", "550 no"), ("at_data", "550 no")])  # fmt: skip
def test_a_no_for_one_does_not_disturb_the_rest(post, line, at, answer):
    yes = getattr(post, at)
    setattr(post, at, lambda address: answer if address.startswith("b@") else yes(address))
    deliver(to("a"), connection=line)
    kept = line.connection
    with pytest.raises(NotSent) as found:
        deliver(to("b"), connection=line)
    deliver(to("c"), connection=line)
    assert found.value.permanent == answer.startswith("550")
    assert (line.connection, post.message_ids) == (kept, ["<a@host>", "<c@host>"])


def test_a_server_that_has_hung_up_meanwhile_is_called_anew(post, line):
    post.hangs_up = True
    for name in "abc":
        deliver(to(name), connection=line)
    assert post.message_ids == ["<a@host>", "<b@host>", "<c@host>"]


def test_where_nobody_listens_the_mail_surely_did_not_leave():
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        with pytest.raises(NotSent) as found:
            deliver(LETTER, connection=SmtpBackend(host="127.0.0.1", port=bound.getsockname()[1], timeout=5))
    assert not found.value.permanent


@contextmanager
def talking(*answers):
    """A server that greets, and answers each line (and the data as one) with the next of these; then hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_talk, args=(server, list(answers)), daemon=True)
        thread.start()
        line = SmtpBackend(host="127.0.0.1", port=server.getsockname()[1], timeout=2)
        yield line
        if line.connection:
            line.connection.close()
        thread.join(5)


def _talk(server, answers):
    link, _address = server.accept()
    with link, link.makefile("rwb", buffering=0) as file:
        file.write(b"220 hello\r\n")
        is_data = False
        for answer in answers:
            while (said := file.readline()) and is_data and said != b".\r\n":
                pass
            file.write(f"{answer}\r\n".encode())
            is_data = answer.startswith("354")


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ([], NotSent),
        (["250 you"], NotSent),
        (["250 you", "250 ok"], NotSent),
        (["250 you", "250 ok", "250 ok"], NotSent),
        (["250 you", "421 closing"], NotSent),
        (["250 you", "250 ok", "250 ok", "354 go on"], Undecided),
        (["250 you", "250 ok", "250 ok", "354 go on", "hello?"], Undecided),
        (["250 you", "250 ok", "250 ok", "354 go on", "220 what"], Undecided),
        (["250 you", "250 ok", "250 ok", "354 go on", "452 full", "250 ok"], NotSent),
        (["250 you", "250 ok", "250 ok", "503 nobody", "250 ok"], NotSent),
    ],
)
def test_only_once_the_mail_is_written_nobody_can_tell(answers, error):
    with talking(*answers) as line, pytest.raises(error):
        deliver(LETTER, connection=line)


@pytest.mark.parametrize(
    "address", ["ada", "a b@c.example", "a@b.example>\r\nDATA", "<>", "ada@havsvik.example, sam@x.example"]
)
def test_what_is_no_address_is_never_said(post, line, address):
    with pytest.raises(NotSent) as found:
        deliver(Mail(**{**vars(LETTER), "to": address}), connection=line)
    assert (found.value.permanent, post.taken) == (True, [])
