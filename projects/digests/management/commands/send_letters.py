"""`manage.py send_letters --at 2026-11-23T07:30+01:00`: send what is open at that moment, here and now, without the worker."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import User
from projects.digests.planning import preview_due
from projects.digests.tasks import plan, send_all


class Command(BaseCommand):
    help = "Send the weekly letters that are open at a moment. Whoever has this week's letter already gets no second one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--at", type=moment, help="ISO time, for example 2026-11-23T07:30+01:00; without it, now"
        )
        parser.add_argument("--to", default="", metavar="EMAIL", help="only this person's letter")
        parser.add_argument(
            "--dry-run", action="store_true", help="say who would get a letter; change nothing"
        )

    def handle(self, **options: Any) -> None:
        now, email = options["at"] or timezone.now(), options["to"].strip().lower()
        if email and not User.objects.filter(email=email).exists():
            raise CommandError(f"There is nobody with the address {email}.")
        if options["dry_run"]:
            found = preview_due(now=now, email=email)
            for address, week in found:
                self.stdout.write(f"{address}  {week}")
            self.stdout.write(f"{len(found)} letters would be sent. Nothing was changed.")
            return
        letters = plan(now=now, email=email)
        send_all(letters, now=now)
        self.stdout.write(
            f"{len(letters)} letters taken on; `manage.py settle_letters` lists those in doubt."
        )


def moment(text: str) -> datetime:
    """Read an ISO time; without an offset it counts as UTC."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else timezone.make_aware(found)
