"""`manage.py settle_letters`: list the letters that nobody can tell about, and settle them one by one by Message-ID."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from projects.digests.sending import settle, settle_interrupted, unknown_letters


class Command(BaseCommand):
    help = (
        "List the letters whose sending was cut off and that only the mail server knows about. Look the Message-ID up"
        " there, then say --sent or --again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--sent", metavar="MESSAGE-ID", help="the server has it: keep it as sent")
        choice.add_argument(
            "--again", metavar="MESSAGE-ID", help="the server never got it: send it with the next run"
        )

    def handle(self, **options: Any) -> None:
        now = timezone.now()
        settle_interrupted(now=now)
        wanted = options["sent"] or options["again"]
        if wanted and not settle(wanted, sent=bool(options["sent"]), now=now):
            raise CommandError(f"No letter in doubt has the Message-ID {wanted}.")
        for letter in unknown_letters():
            self.stdout.write(f"{letter.message_id}  {letter.iso_week}  {letter.trouble}")
        self.stdout.write(f"{len(unknown_letters())} letters in doubt.")
