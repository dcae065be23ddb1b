"""`manage.py create_api_key --person ada@havsvik.example --scopes read plan:write`: prints the key, once."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.access import SCOPES
from accounts.actor import Actor
from accounts.doors import actor_for, entered
from accounts.key_reach import Reach
from accounts.keys import make_key
from accounts.models import ApiKey, User
from accounts.queries import partnerships_seen
from partnership.kit.errors import Refused


class Command(BaseCommand):
    help = "Make an API key for a person and print it; it can't be shown again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--person", required=True, metavar="EMAIL")
        parser.add_argument("--organization", metavar="NAME", help="needed only for people of several")
        parser.add_argument("--scopes", required=True, nargs="+", choices=sorted(SCOPES))
        parser.add_argument("--name", default="From the command line")
        parser.add_argument("--kind", default=ApiKey.Kind.PERSONAL, choices=ApiKey.Kind.values)
        parser.add_argument(
            "--partnership", metavar="ID|NAME", help="keep it to one: its id, or the name of another side"
        )
        parser.add_argument(
            "--addresses", nargs="+", default=(), metavar="RANGE", help="let it in from these alone"
        )
        parser.add_argument("--days", type=int, help="how many days the key lives; without it, until revoked")

    def handle(self, **options: Any) -> None:
        actor, now = _actor(options["person"], options["organization"]), timezone.now()
        days = options["days"]
        try:
            with entered(actor):
                _key, shown = make_key(
                    actor,
                    name=options["name"],
                    kind=options["kind"],
                    scopes=options["scopes"],
                    expires_at=None if days is None else now + timedelta(days=days),
                    now=now,
                    reach=Reach(tuple(options["addresses"]), _partnership(actor, options["partnership"])),
                )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(shown)


def _actor(email: str, organization: str | None) -> Actor:
    """Return the person as an actor for the named organization; raise CommandError unless exactly one fits."""
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        raise CommandError(f"No active person has the address {email}.")
    standings = actor_for(user.id).standings
    fitting = [one for one in standings if organization in (None, one.name)]
    if len(fitting) != 1:
        names = ", ".join(one.name for one in standings) or "none"
        raise CommandError(f"Name one organization with --organization; {email} has: {names}.")
    return actor_for(user.id, fitting[0].organization_id)


def _partnership(actor: Actor, named: str | None) -> UUID | None:
    """Return the partnership with this id or with this other side; raise CommandError unless exactly one fits."""
    if named is None:
        return None
    seen = partnerships_seen(actor)
    fitting = [one for one in seen if named in {str(one.id), *(side.name for side in one.other_parties)}]
    if len(fitting) != 1:
        known = "; ".join(f"{one.title} ({one.id})" for one in seen) or "none"
        raise CommandError(f"Name one partnership by its id or another side; there are: {known}.")
    return fitting[0].id
