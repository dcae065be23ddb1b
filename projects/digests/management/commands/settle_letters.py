"""`manage.py settle_letters`: list the letters that nobody can tell about, and settle them one by one by Message-ID."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from projects.digests.sending import settle, settle_interrupted, unknown_letters

MESSAGE_ID = re.compile(r"<[^<>\s]+@[^<>\s]+>")


class Command(BaseCommand):
    help = (
        "List the letters whose sending was cut off and that only the mail server knows about. Look the Message-ID up"
        " there, then say --sent or --again; or name the mail server's --log, and what stands in it counts as sent."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--sent", metavar="MESSAGE-ID", help="the server has it: keep it as sent")
        choice.add_argument(
            "--again", metavar="MESSAGE-ID", help="the server never got it: send it with the next run"
        )
        choice.add_argument(
            "--log", type=Path, metavar="FILE", help="keep as sent whatever this log of the mail server names"
        )

    def handle(self, **options: Any) -> None:
        now = timezone.now()
        settle_interrupted(now=now)
        wanted = options["sent"] or options["again"]
        if wanted and not settle(wanted, sent=bool(options["sent"]), now=now):
            raise CommandError(f"No letter in doubt has the Message-ID {wanted}.")
        if options["log"]:
            settle_by_log(options["log"], now=now)
        for letter in unknown_letters():
            self.stdout.write(f"{letter.message_id}  {letter.iso_week}  {letter.trouble}")
        self.stdout.write(f"{len(unknown_letters())} letters in doubt.")


def settle_by_log(log: Path, *, now: datetime) -> None:
    """Keep as sent the letters in doubt whose Message-ID stands in the log; what is missing there stays in doubt."""
    in_doubt = {letter.message_id for letter in unknown_letters()}
    for message_id in sorted(in_doubt.intersection(named_in(log))):
        settle(message_id, sent=True, now=now)


def named_in(log: Path) -> Iterator[str]:
    """The Message-IDs in a log, line by line, since a mail server's log is long. Raises CommandError if it can't be read."""
    try:
        with log.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                yield from MESSAGE_ID.findall(line)
    except OSError as error:
        raise CommandError(f"{log} cannot be read: {error.strerror}.") from error
