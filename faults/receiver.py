"""A receiver of webhooks that answers real HTTP just as it is told, and checks every signature by the standard's library.

What it has taken counts from the moment it has read the body, whether or not the sender ever hears of it.
"""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks.webhooks import Webhook, WebhookVerificationError


@dataclass(frozen=True)
class Taken:
    """One request: its headers in lower case, its body, and whether the answer to it was a yes."""

    path: str
    headers: dict[str, str]
    body: str
    is_yes: bool

    @property
    def message_id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def said(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Reply:
    """What is answered; `is_lost` hangs up instead, once the message has been taken."""

    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    is_lost: bool = False


@dataclass
class Receiver:
    """`reply` answers the n-th request (from 1); `secret` is what messages must be signed with, None checks nothing."""

    reply: Callable[[int], Reply] = lambda count: Reply()
    secret: str | None = None
    checks_time: bool = True
    taken: list[Taken] = field(default_factory=list)
    unsigned: int = 0
    port: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    def firsts(self) -> list[str]:
        """The ids that were answered with a yes or whose answer was lost, in the order in which each came first."""
        with self.lock:
            return list(dict.fromkeys(one.message_id for one in self.taken if one.is_yes))

    def take(self, path: str, headers: dict[str, str], body: str) -> Reply:
        with self.lock:
            reply = self.reply(len(self.taken) + 1)
            self.unsigned += not self._is_signed(headers, body)
            self.taken.append(Taken(path, headers, body, reply.is_lost or 200 <= reply.status < 300))
            return reply

    def _is_signed(self, headers: dict[str, str], body: str) -> bool:
        if self.secret is None:
            return True
        hook = Webhook(self.secret)
        if not self.checks_time:
            return signature_fits(hook, headers, body)
        try:
            hook.verify(body, headers)
        except WebhookVerificationError:
            return False
        return True


def signature_fits(hook: Webhook, headers: dict[str, str], body: str) -> bool:
    """The same without the clock, for runs that move it."""
    from datetime import UTC, datetime

    at = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
    return hook.sign(headers["webhook-id"], at, body) in headers["webhook-signature"].split(" ")


@contextmanager
def receiving(receiver: Receiver) -> Iterator[Receiver]:
    """Let it take messages at a free port of the loopback address for the block."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
            reply = receiver.take(self.path, {k.lower(): v for k, v in self.headers.items()}, body)
            self.close_connection = True
            if reply.is_lost:
                with suppress(OSError):
                    self.connection.shutdown(socket.SHUT_RDWR)
                return
            with suppress(OSError):
                self._answer(reply)

        def _answer(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *words: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", receiver.port), Handler)
    server.daemon_threads = True
    receiver.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
