"""`manage.py messages extract|compile|check`: the catalogues in locale/, without GNU gettext."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from partnership.kit import messages


class Command(BaseCommand):
    help = "Extract messages into locale/, compile them, or check that every language is complete."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("do", choices=["extract", "compile", "check"])
        parser.add_argument(
            "--words", nargs="*", default=[], metavar="FILE", help="with extract: .po files to fill from"
        )

    def handle(self, **options: Any) -> None:
        root = Path(settings.BASE_DIR)
        {"extract": self._extract, "compile": self._compile, "check": self._check}[options["do"]](
            root, options
        )

    def _extract(self, root: Path, options: dict[str, Any]) -> None:
        found = messages.extracted(root)
        more = [messages.read(Path(name)) for name in options["words"]]
        for path in messages.catalogues(root):
            path.write_bytes(messages.written(path, found, messages.read(path), *more))
            self.stdout.write(f"{path.relative_to(root)}: {len(found)} messages")

    def _compile(self, root: Path, options: dict[str, Any]) -> None:
        for path in messages.catalogues(root):
            self.stdout.write(f"{messages.compiled(path).relative_to(root)} is built")

    def _check(self, root: Path, options: dict[str, Any]) -> None:
        found = messages.extracted(root)
        faults = [
            f"{path.relative_to(root)}: {fault}"
            for path in messages.catalogues(root)
            for fault in messages.faults(found, messages.read(path))
        ]
        if faults:
            raise CommandError(
                "\n".join([*faults, f"{len(faults)} faults; see CONTRIBUTING.md, add a language string."])
            )
        self.stdout.write("Every language is complete.")
