"""Calls out of the house: what is never reached, and what an odd receiver can't do to us."""

import socket
import threading
import time

import pytest
from requests_hardened import ip_filter

from faults.receiver import Receiver, Reply, receiving
from partnership.kit import outgoing
from partnership.kit.outgoing import MOST_READ, call, fault_in

INSIDE = [
    "https://127.0.0.1/", "https://127.1/", "https://2130706433/", "https://0x7f000001/", "https://0x7f.1/",
    "https://0177.0.0.1/", "https://0/", "https://0.0.0.0/", "https://localhost/", "https://LOCALHOST./",
    "https://a.localhost/", "https://printer.local/", "https://db.internal/", "https://db/",
    "https://10.0.0.1/", "https://172.16.0.1/", "https://192.168.1.1/", "https://100.64.0.1/",
    "https://169.254.169.254/latest/meta-data/", "https://[fd00:ec2::254]/", "https://metadata.google.internal/",
    "https://[::1]/", "https://[::]/", "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/",
    "https://[::127.0.0.1]/", "https://[64:ff9b::7f00:1]/", "https://[64:ff9b::a9fe:a9fe]/", "https://[2002:7f00:1::]/",
    "https://[fe80::1]/", "https://[fec0::1]/", "https://[fc00::1]/", "https://224.0.0.1/", "https://[ff02::1]/",
    "https://255.255.255.255/", "https://240.0.0.1/", "https://192.0.2.1/", "https://[2001:db8::1]/",
]  # fmt: skip


@pytest.mark.parametrize("url", INSIDE)
def test_what_is_inside_is_refused_before_anybody_is_asked(url, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", None)
    assert fault_in(url) == "address_inside"
    assert call(url, b"{}", {}).fault == "address_inside"


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("http://example.com/", "not_https"),
        ("ftp://example.com/", "not_https"),
        ("file:///etc/passwd", "not_https"),
        ("https://", "not_an_address"),
        ("https://user:word@example.com/", "not_an_address"),
        ("https://example.com/#part", "not_an_address"),
        ("https://example.com:99999/", "not_an_address"),
        ("https://[::1/", "not_an_address"),
        ("https://exa mple.com/", "not_an_address"),
        ("https://example.com\\@127.0.0.1/", "not_an_address"),
        ("https://example.com/\r\nHost: x", "not_an_address"),
        ("https://ｅxample.com/", "not_an_address"),
        ("https://example.com/" + "x" * 500, "not_an_address"),
        ("https://example.com:25/", "port"),
        ("https://example.com:22/", "port"),
        ("https://example.com/hook?a=1", ""),
        ("https://example.com:8443/hook", ""),
        ("https://8.8.8.8/", ""),
    ],
)
def test_an_address_is_one_that_can_be_called_or_says_why_not(url, fault):
    assert fault_in(url) == fault


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "169.254.169.254", "10.1.2.3", "::1", "fec0::1", "::127.0.0.1", "2002:7f00:1::", "0.0.0.0"],
)
def test_a_name_that_leads_inside_is_refused_when_it_is_called(address, monkeypatch):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    found = [(family, socket.SOCK_STREAM, 6, "", (address, 443))]
    monkeypatch.setattr(ip_filter.socket, "getaddrinfo", lambda *args, **kwargs: found)
    assert call("https://innocent.example/", b"{}", {}).fault == "address_inside"


def test_a_name_is_looked_up_once_and_the_call_goes_to_that_very_address(monkeypatch):
    """A second look-up could lead inside."""
    asked, gone = [], []
    real = socket.getaddrinfo

    def look_up(host, *args, **kwargs):
        asked.append(host)
        if host == "rebinding.example":
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("203.0.114.7", 443))]
        gone.append(host)
        return real("127.0.0.1", 9, type=socket.SOCK_STREAM)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    call("https://rebinding.example/", b"{}", {})
    assert asked.count("rebinding.example") == 1
    assert set(gone) <= {"203.0.114.7"}


@pytest.fixture
def receiver(monkeypatch):
    monkeypatch.setattr(outgoing, "loopback_is_allowed", True)
    with receiving(Receiver()) as receiver:
        yield receiver


def test_no_redirect_is_followed_not_even_to_the_metadata_address(receiver):
    receiver.reply = lambda count: Reply(302, {"Location": "http://169.254.169.254/latest/meta-data/"})
    answered = call(receiver.url, b"{}", {})
    assert (answered.status, answered.fault, len(receiver.taken)) == (302, "", 1)


def test_no_proxy_of_the_environment_is_used(receiver, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert call(receiver.url, b"{}", {"webhook-id": "1"}).status == 204
    assert receiver.taken[0].headers["user-agent"] == outgoing.AGENT


def test_only_the_beginning_of_a_huge_answer_is_read(receiver):
    receiver.reply = lambda count: Reply(200, body=b"<html>\x00" + b"x" * 50_000_000)
    answered = call(receiver.url, b"{}", {})
    assert (answered.status, len(answered.body)) == (200, MOST_READ)
    assert "\x00" not in answered.body


def test_who_does_not_answer_is_named(monkeypatch):
    monkeypatch.setattr(outgoing, "loopback_is_allowed", True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    answered = call(f"http://127.0.0.1:{port}/", b"{}", {})
    assert (answered.status, answered.fault) == (None, "no_answer")
    assert call("https://no-such-host.invalid/", b"{}", {}).fault in ("no_answer", "address_inside")


@pytest.mark.parametrize("piece", [b"H", b"HTTP/1.1 200 OK\r\nX-A: 1\r\n", b""])
def test_a_call_ends_in_its_time_however_slowly_the_answer_drips(piece, monkeypatch):
    monkeypatch.setattr(outgoing, "loopback_is_allowed", True)
    monkeypatch.setattr(outgoing, "SECONDS", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip():
            line, _address = server.accept()
            with line:
                try:
                    line.sendall(piece)
                    for _ in range(40):
                        time.sleep(0.2)
                        line.sendall(b"X")
                except OSError:
                    return

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        began = time.monotonic()
        answered = call(f"http://127.0.0.1:{server.getsockname()[1]}/", b"{}", {})
        assert time.monotonic() - began < 3
        thread.join()
    assert (answered.status, answered.fault) == (None, "timeout")


def test_no_setting_and_no_variable_opens_the_inside(monkeypatch, settings):
    """Only Python of a test or of a fault run does."""
    for name in ("LOOPBACK_IS_ALLOWED", "OUTGOING_LOOPBACK", "ALLOW_LOOPBACK"):
        monkeypatch.setenv(name, "1")
        setattr(settings, name, True)
    settings.DEBUG = True
    assert outgoing.loopback_is_allowed is False
    assert call("https://127.0.0.1/", b"{}", {}).fault == "address_inside"
    assert call("http://127.0.0.1/", b"{}", {}).fault == "not_https"
