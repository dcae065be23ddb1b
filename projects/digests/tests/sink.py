"""A mail server of a few lines that notes each Message-ID it gets, before it answers."""

import re
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

GREETING = {b"EHLO": b"250 sink\r\n", b"QUIT": b"221 bye\r\n", b"DATA": b"354 go on\r\n"}


class Sink(socketserver.ThreadingTCPServer):
    """`received` are the Message-IDs in order; `on_mail` runs between a mail's last byte and its answer.

    A server that `hangs_up` ends the conversation after each mail, as some do after a few.
    """

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.received: list[str] = []
        self.hangs_up = False
        self.on_mail: Callable[[int], None] = lambda count: None


class Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.wfile.write(b"220 sink\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            self.wfile.write(GREETING.get(word, b"250 ok\r\n"))
            if word == b"QUIT":
                return
            if word == b"DATA":
                self.take()
                if self.server.hangs_up:
                    return

    def take(self) -> None:
        body = b"".join(iter(self.rfile.readline, b".\r\n"))
        found = re.search(rb"^Message-ID:\s*(<[^>]+>)", body, re.MULTILINE | re.IGNORECASE)
        self.server.received.append(found[1].decode())
        self.server.on_mail(len(self.server.received))
        try:
            self.wfile.write(b"250 kept\r\n")
        except OSError:
            return


@contextmanager
def mail_server() -> Iterator[Sink]:
    with Sink() as sink:
        thread = threading.Thread(target=sink.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield sink
        sink.shutdown()
        thread.join()
