"""A mail server that speaks real SMTP (aiosmtpd), refuses, keeps silent or lets something break just as it is told.

What it has taken counts from the last byte of a mail on, whether or not the sender ever hears of it.
"""

import asyncio
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from partnership.launch.ports import free_port

MESSAGE_ID = re.compile(rb"^Message-ID:\s*(<[^>]+>)", re.MULTILINE | re.IGNORECASE)
YES = "250 kept"
JUST_AFTER_SECONDS = 0.001


@dataclass
class Post:
    """`taken` are the mails it has, in order. The rest is how it behaves, to be set by whoever tries something.

    `at_recipient` and `at_data` give the answer for an address; `keeps_silent` says for whom no answer follows the data.
    `before_answer` runs when the n-th mail is there and not answered yet, `after_answer` when its sender may know. A post
    that `hangs_up` ends the conversation after each mail, as some do after a few.
    """

    at_recipient: Callable[[str], str] = lambda address: "250 ok"
    at_data: Callable[[str], str] = lambda address: YES
    keeps_silent: Callable[[str], bool] = lambda address: False
    before_answer: Callable[[int], None] = lambda count: None
    after_answer: Callable[[int], None] = lambda count: None
    hangs_up: bool = False
    taken: list[tuple[str, str]] = field(default_factory=list)
    log: Path | None = None
    port: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def message_ids(self) -> list[str]:
        return [message_id for message_id, _address in self.taken]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.at_recipient(address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        address = envelope.rcpt_tos[0]
        answer = self.at_data(address)
        if answer != YES:
            return answer
        count = self._take(envelope, address)
        await asyncio.to_thread(self.before_answer, count)
        if self.keeps_silent(address):
            await asyncio.sleep(3600)
        loop = asyncio.get_running_loop()
        loop.call_later(JUST_AFTER_SECONDS, loop.run_in_executor, None, self.after_answer, count)
        if self.hangs_up and server.transport:
            loop.call_later(JUST_AFTER_SECONDS, server.transport.close)
        return answer

    def _take(self, envelope: Envelope, address: str) -> int:
        content: Any = envelope.content
        found = MESSAGE_ID.search(content)
        message_id = found[1].decode() if found else ""
        with self._lock:
            self.taken.append((message_id, address))
            if self.log:
                with self.log.open("a") as file:
                    file.write(f"mail postfix/cleanup[7]: 4FB2D1: message-id={message_id}\n")
            return len(self.taken)


@contextmanager
def post_office(post: Post, **how: Any) -> Iterator[Post]:
    """Let the post take mail at a free port of the loopback address for the block; `how` is aiosmtpd's: TLS and sign-in."""
    post.port = free_port()
    controller = Controller(post, hostname="127.0.0.1", port=post.port, **how)
    controller.start()
    try:
        yield post
    finally:
        controller.stop()
