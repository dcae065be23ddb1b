"""Calls out of the house to addresses that strangers have chosen: the one way to make them.

An address is looked up once, checked, and connected to as it was checked (requests-hardened). Nothing inside is reached:
loopback, private, link-local and metadata addresses, in every spelling. No redirect is followed, no proxy and no
password file is read, and a call ends after its time, however slowly the answer drips.
"""

import ipaddress
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from socket import SHUT_RDWR
from threading import Timer
from typing import Any
from urllib.parse import SplitResult, urlsplit

import requests
from requests_hardened.client import HTTPSession
from requests_hardened.config import Config
from requests_hardened.ip_filter import EXTRA_BLOCKED_NET_RANGES, InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter
from urllib3.exceptions import HTTPError

SECONDS, MOST_READ = 15.0, 2048
AGENT = "PartnershipPortal-Webhooks/1"
LONGEST = 500
INSIDE = (".localhost", ".local", ".internal", ".lan", ".home.arpa")

loopback_is_allowed = False
"""Tests and fault runs set this in Python, to call a receiver of their own. No setting and no variable does."""


@dataclass(frozen=True)
class Answered:
    """What came back: a status and the beginning of the body, or a `fault` by its code and no status."""

    status: int | None
    body: str = ""
    headers: Mapping[str, str] | None = None
    fault: str = ""
    seconds: float = 0.0


def fault_in(url: str) -> str:
    """Return why an address can't be called, by a code, without asking anybody; "" if nothing speaks against it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "not_an_address"
    if len(url) > LONGEST or not url.isascii() or any(sign <= " " for sign in url) or "\\" in url:
        return "not_an_address"
    if parts.scheme != "https" and not (loopback_is_allowed and parts.scheme == "http"):
        return "not_https"
    if not parts.hostname or "@" in parts.netloc or parts.fragment:
        return "not_an_address"
    if port is not None and port != 443 and port < 1024:
        return "port"
    return "" if loopback_is_allowed else _fault_in_host(parts)


def call(url: str, body: bytes, headers: Mapping[str, str]) -> Answered:
    """POST the body and return what came back; never raises for what the other end does."""
    began = time.monotonic()
    if fault := fault_in(url):
        return Answered(None, fault=fault)
    try:
        with _Session() as session:
            status, said, read = session.post_once(url, body, headers, until=began + SECONDS)
    except InvalidIPAddress:
        return Answered(None, fault="address_inside", seconds=time.monotonic() - began)
    except (requests.RequestException, HTTPError, OSError, ValueError) as error:
        took = time.monotonic() - began
        return Answered(None, fault="timeout" if took >= SECONDS else _name_of(error), seconds=took)
    return Answered(status, _text(said), read, seconds=time.monotonic() - began)


class _Adapter(IPFilterAdapter):
    """Also refuses what has no place on the public net, and notes its connections."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(**rest)
        self.connections: list[Any] = []

    def build_connection_pool_key_attributes(self, request: Any, verify: Any, cert: Any = None) -> Any:
        host_params, pool_kwargs = super().build_connection_pool_key_attributes(request, verify, cert)
        address = ipaddress.ip_address(host_params["host"].strip("[]"))
        if not (_is_public(address) or (loopback_is_allowed and address.is_loopback)):
            raise InvalidIPAddress(address)
        return host_params, pool_kwargs

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:
        pool: Any = super().get_connection_with_tls_context(*args, **kwargs)
        made = pool.ConnectionCls

        def noted(*args: Any, **kwargs: Any) -> Any:
            self.connections.append(made(*args, **kwargs))
            return self.connections[-1]

        pool.ConnectionCls = noted
        return pool


class _Session(HTTPSession):
    """One call, in its time."""

    def __init__(self) -> None:
        super().__init__(
            Config(
                ip_filter_enable=False,  # the adapters below are the filter
                ip_filter_allow_loopback_ips=False,
                never_redirect=True,
                default_timeout=(SECONDS, SECONDS),
                user_agent_override=AGENT,
            )
        )
        self.trust_env, self.was_cut = False, False
        self.own = [_Adapter(is_https_proto=tls, allow_loopback=loopback_is_allowed) for tls in (False, True)]
        self.mount("http://", self.own[0])
        self.mount("https://", self.own[1])

    def post_once(
        self, url: str, body: bytes, headers: Mapping[str, str], *, until: float
    ) -> tuple[int, bytes, Mapping[str, str]]:
        end = Timer(until - time.monotonic(), self.cut)
        end.daemon = True
        end.start()
        try:
            sent = {**headers, "Accept-Encoding": "identity"}
            with self.post(url, data=body, headers=sent, stream=True) as answer:
                if self.was_cut:  # in the middle of the headers, which are then taken for whole
                    raise requests.Timeout
                said = b""
                with suppress(HTTPError, OSError):  # the status is the answer, however the rest goes on
                    said = answer.raw.read(MOST_READ, decode_content=False) or b""
                return answer.status_code, said, answer.headers
        finally:
            end.cancel()

    def cut(self) -> None:
        """End every connection from outside, whatever it is reading."""
        self.was_cut = True
        for connection in (one for adapter in self.own for one in adapter.connections):
            with suppress(OSError, AttributeError):
                connection.sock.shutdown(SHUT_RDWR)


def _fault_in_host(parts: SplitResult) -> str:
    """Names that are never public, and addresses written out, also in the old ways (0x7f.1, 2130706433)."""
    host = (parts.hostname or "").rstrip(".").lower()
    if host == "localhost" or host.endswith(INSIDE):
        return "address_inside"
    with suppress(ValueError):
        return "" if _is_public(ipaddress.ip_address(host)) else "address_inside"
    last = host.rpartition(".")[2]
    return "address_inside" if last.isdigit() or last.startswith("0x") or "." not in host else ""


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    special = address.is_multicast or address.is_reserved or address.is_loopback or address.is_unspecified
    special = special or getattr(address, "is_site_local", False)
    return address.is_global and not special and not any(address in net for net in EXTRA_BLOCKED_NET_RANGES)


def _name_of(error: Exception) -> str:
    if isinstance(error, requests.exceptions.SSLError):
        return "tls"
    return "timeout" if isinstance(error, requests.exceptions.Timeout) else "no_answer"


def _text(said: bytes) -> str:
    return said[:MOST_READ].decode("utf-8", "replace").replace("\x00", "�")
