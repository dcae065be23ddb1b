"""`manage.py verify_agreements`: recompute every partnership's chain of what was signed, and name what does not fit."""

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.doors import system_door
from projects.agreement.models import Chain, Link
from projects.agreement.queries.chained import chain_seen

SYSTEM = "system"


class Command(BaseCommand):
    help = (
        "Recompute the chain of signed agreements of every partnership, or of one; exit 1 if any is broken."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--partnership", type=UUID, help="only this one, by its id")

    def handle(self, *args: Any, partnership: UUID | None, **options: Any) -> None:
        with system_door("agreement.verify"):
            wanted = [partnership] if partnership else _all()
            broken = [one for one in wanted if not self._verify(one)]
        self.stdout.write(f"{len(wanted)} chains, {len(broken)} broken")
        if broken:
            raise CommandError(f"broken: {', '.join(map(str, broken))}")

    def _verify(self, partnership_id: UUID) -> bool:
        chain = chain_seen(partnership_id, using=SYSTEM)
        for fault in chain.faults:
            self.stderr.write(f"{partnership_id} link {fault.number}: {fault.what.value}")
        end = f"link {chain.number} {chain.hash[:16]}" if chain.number else "no link yet"
        self.stdout.write(f"{partnership_id} {'ok' if chain.is_unbroken else 'BROKEN'}, {end}")
        return chain.is_unbroken


def _all() -> list[UUID]:
    """Every partnership that has signed something, also one whose end of the chain is gone."""
    found = {*Chain.objects.using(SYSTEM).values_list("partnership_id", flat=True)}
    found |= {*Link.objects.using(SYSTEM).values_list("partnership_id", flat=True).distinct()}
    return sorted(found)
