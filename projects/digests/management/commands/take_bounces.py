"""`manage.py take_bounces < message`, or of a Maildir or an mbox file: take in what mail servers send back."""

import mailbox
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from partnership.kit.returned import LARGEST, read_returned
from projects.digests.inbound import returns_address
from projects.digests.returns import IGNORED, NOTED, take_returned


class Command(BaseCommand):
    help = (
        "Take in bounces (RFC 3464), abuse reports (RFC 5965) and mails that stop the letter: one message from standard"
        " input, or all of a Maildir or an mbox file. What is none of these is passed over; the same twice changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, help="a Maildir or an mbox file")
        parser.add_argument(
            "--address",
            action="store_true",
            help="print the signed web address for a mail provider, and stop",
        )

    def handle(self, **options: Any) -> None:
        now = timezone.now()
        if options["address"]:
            self.stdout.write(returns_address(now=now))
            return
        outcomes = [self._take(raw, now) for raw in messages_in(options["path"])]
        noted = outcomes.count(NOTED)
        self.stdout.write(f"{noted} noted, {len(outcomes) - noted} passed over.")

    @staticmethod
    def _take(raw: bytes, now: Any) -> str:
        found = read_returned(raw)
        return IGNORED if found is None else take_returned(found, now=now)


def messages_in(path: Path | None) -> Iterator[bytes]:
    """Yield each message, cut off where no report goes on; raise CommandError for a path that is neither kind."""
    if path is None:
        yield sys.stdin.buffer.read(LARGEST + 1)
    elif (path / "new").is_dir():
        for file in sorted([*(path / "new").iterdir(), *(path / "cur").glob("*")]):
            with file.open("rb") as opened:
                yield opened.read(LARGEST + 1)
    elif path.is_file():
        with closing(mailbox.mbox(path, create=False)) as box:
            for key in box.keys():  # noqa: SIM118 (the box itself iterates over parsed messages)
                yield box.get_bytes(key)[: LARGEST + 1]
    else:
        raise CommandError(f"{path} is neither a Maildir nor an mbox file.")
