"""What must be done before anything serves: tables, messages, static files, demo data."""

from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

from partnership.static_stamp import StaticStamp


class Command(BaseCommand):
    help = "Bring tables, messages and static files up to date, and load the demo data in demo mode."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        call_command("migrate", database="migrate", interactive=False, verbosity=0)
        if "messages" in get_commands():
            call_command("messages", "compile")
        stamp = StaticStamp.of_now()
        if not stamp.is_kept():
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
            stamp.keep()
        if settings.DEMO and "demo" in get_commands():
            call_command("demo")
