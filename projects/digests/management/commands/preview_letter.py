"""`manage.py preview_letter ada@havsvik.example --week 2026-W47 --language sv --file letter.html`: see a letter unsent."""

from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import User
from partnership.kit.weeks import Week
from projects.digests.preview import preview_of


class Command(BaseCommand):
    help = "Write a person's letter to a file, as it would be for any week and in either language. Nothing is sent or kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("person", metavar="EMAIL")
        parser.add_argument(
            "--week", type=week, help="the week that the letter tells of, for example 2026-W47"
        )
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES])
        parser.add_argument("--quiet-week", action="store_true", help="the three lines of a quiet week")
        parser.add_argument("--file", type=Path, help=".html or .txt; without it the text is printed")

    def handle(self, **options: Any) -> None:
        user = User.objects.filter(email=options["person"].strip().lower()).first()
        if user is None:
            raise CommandError(f"There is nobody with the address {options['person']}.")
        now = timezone.now()
        about = options["week"] or Week.of(now.date()).previous
        made = preview_of(
            user,
            week=about,
            language=options["language"] or user.language,
            now=now,
            quiet=options["quiet_week"],
        )
        file: Path | None = options["file"]
        if file is None:
            self.stdout.write(f"{made.subject}\n\n{made.text}")
            return
        file.write_text(made.text if file.suffix == ".txt" else made.html, encoding="utf-8")
        self.stdout.write(f"{made.subject}\n{file}")


def week(text: str) -> Week:
    """Read an ISO week. Raises ArgumentTypeError on anything else."""
    try:
        return Week.parse(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error
