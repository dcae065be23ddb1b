"""`manage.py demo`: load the made-up world once; `--reset` takes it away and loads it anew, relative to today."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from projects.overview.demo.clear import clear_demo
from projects.overview.demo.history import count_weeks
from projects.overview.demo.load import is_loaded, load_demo
from projects.overview.demo.more import write_more
from projects.overview.demo.people import ORGANIZATIONS, PASSWORD, PEOPLE
from projects.overview.demo.staging import is_played
from projects.overview.demo.story import tell_story

STOCKHOLM = ZoneInfo("Europe/Stockholm")


class Command(BaseCommand):
    help = "Load the demo's companies, people and half a year of work. Only in demo mode (DEMO=1)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--reset", action="store_true", help="begin anew; what was changed in the demo is lost"
        )

    def handle(self, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "This is not a demo: the demo's people could sign in with a known password. Set DEMO=1."
            )
        if options["reset"]:
            clear_demo()
        self._fill(timezone.now())
        for one in PEOPLE:
            if one.signs_in:
                self.stdout.write(f"{one.email:32} {ORGANIZATIONS[one.organization][1]}, {one.role}")
        self.stdout.write(f"The password is {PASSWORD} for each of them.")

    def _fill(self, now: datetime) -> None:
        """Load what is missing; the letters of the last Monday follow the counted weeks once."""
        if not is_loaded():
            load_demo(now=now)
        if not is_played():
            tell_story(now=now)
        write_more(now=now)
        if count_weeks(now=now):
            call_command("send_letters", at=last_monday(now), stdout=self.stdout)


def last_monday(now: datetime) -> datetime:
    """The latest Monday 07:30 in Stockholm that has passed: when the demo's last letters were due."""
    local = now.astimezone(STOCKHOLM)
    monday = local.replace(hour=7, minute=30, second=0, microsecond=0) - timedelta(days=local.weekday())
    return monday if monday <= local else monday - timedelta(weeks=1)
