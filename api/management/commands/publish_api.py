"""`manage.py publish_api`: store the description of the API as published; with `--check` only say whether it is behind."""

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from api.compatibility import breaks
from api.published import PLACE, current, published, text_of

NUMBERS = re.compile(r"(\d+)\.(\d+)\.(\d+)")


class Command(BaseCommand):
    help = "Publish the API's description into docs/api/openapi.json, or check before a release that it is there."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail if it is behind")

    def handle(self, **options: Any) -> None:
        now = current()
        if PLACE.exists():
            was = published()
            if was == now:
                self.stdout.write("What is published is what the program describes.")
                return
            refuse(was, now)
        if options["check"]:
            raise CommandError("docs/api/openapi.json is behind: run manage.py publish_api and review it.")
        PLACE.write_text(text_of(now), encoding="utf-8")
        self.stdout.write(
            f"Published {now['info']['version']}. Read the difference, and tell of it in the changelog."
        )


def refuse(was: dict[str, Any], now: dict[str, Any]) -> None:
    """Raise CommandError for a break without a new major version, and for a change without any new version."""
    before, after = (_version(one) for one in (was, now))
    found = breaks(was, now)
    if found and after[0] == before[0]:
        lines = "\n".join(f"  {one.where}: {one.what}" for one in found)
        raise CommandError(f"This breaks what was published; it needs a new major version:\n{lines}")
    if after <= before:
        raise CommandError(
            "Raise VERSION in partnership/api_settings.py: something has changed since it was published."
        )


def _version(schema: dict[str, Any]) -> tuple[int, ...]:
    found = NUMBERS.fullmatch(schema["info"]["version"])
    if found is None:
        raise CommandError(f"{schema['info']['version']} is no version such as 1.2.0.")
    return tuple(map(int, found.groups()))
