"""The named world: the same people in every test.

Havsvik Hem and Studio Nord are partners: Ada (owner, Havsvik) commissions, Sam (owner, Studio Nord) delivers, Vera
(viewer, Havsvik) reads, Finn (finance, Studio Nord). Olga (owner, Fjällbo) has another partnership, with Grafit, full
of data that could leak. Nils has no organization yet. Every name of Olga's world carries MARKER.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress

from accounts.actor import Actor
from accounts.doors import actor_for
from accounts.models import Membership, Organization, Partnership, Party, Role, User
from accounts.queries import PartnershipSeen, partnership_seen

MARKER = "Fjällbohemlighet"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PASSWORD = "demo"


def fixed_id(number: int) -> UUID:
    """An id that is the same in every run: 0199 is a time in 2025, so the version-7 order stays sane."""
    return UUID(f"01990000-0000-7000-8000-{number:012x}")


PEOPLE = {
    "ada": ("ada@havsvik.example", "Ada Holm", "sv", "havsvik", Role.OWNER),
    "vera": ("vera@havsvik.example", "Vera Lind", "sv", "havsvik", Role.VIEWER),
    "sam": ("sam@studionord.example", "Sam Berg", "en", "studionord", Role.OWNER),
    "finn": ("finn@studionord.example", "Finn Ek", "en", "studionord", Role.FINANCE),
    "olga": ("olga@fjallbo.example", "Olga Ström", "sv", "fjallbo", Role.OWNER),
    "nils": ("nils@nowhere.example", "Nils Ny", "en", None, None),
}
ORGANIZATIONS = {
    "havsvik": "Havsvik Hem",
    "studionord": "Studio Nord",
    "fjallbo": f"Fjällbo {MARKER}",
    "grafit": f"Grafit {MARKER}",
}
NUMBERS = {
    name: number for number, name in enumerate([*PEOPLE, *ORGANIZATIONS, "shared", "foreign"], start=1)
}


@dataclass
class World:
    """Ids and rows of the named world; `things` holds what the rooms' own fixtures add."""

    users: dict[str, User]
    organizations: dict[str, Organization]
    shared: UUID
    foreign: UUID
    parties: dict[str, UUID]
    things: dict[str, Any] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """Return the person as an actor, freshly looked up."""
        return actor_for(self.users[name].id)

    def partnership(self, name: str) -> PartnershipSeen:
        """Return the person's only partnership as seen by that person (inside an open door)."""
        actor = self.actor(name)
        return partnership_seen(actor, next(iter(actor.parties)))


def make_world() -> World:
    """Insert the named world; run as the creator, with an unbound context."""
    organizations = {
        key: Organization.objects.create(id=fixed_id(NUMBERS[key]), name=name)
        for key, name in ORGANIZATIONS.items()
    }
    users = {key: _person(key, organizations) for key in PEOPLE}
    parties = {
        **_partners("shared", [organizations["havsvik"], organizations["studionord"]]),
        **_partners("foreign", [organizations["fjallbo"], organizations["grafit"]]),
    }
    return World(users, organizations, fixed_id(NUMBERS["shared"]), fixed_id(NUMBERS["foreign"]), parties)


def found_world() -> World | None:
    """Return the world that stands in the database already, or None."""
    users = {user.email: user for user in User.objects.filter(email__in=[p[0] for p in PEOPLE.values()])}
    if len(users) < len(PEOPLE):
        return None
    rows = {row.id: row for row in Organization.objects.all()}
    parties = {_key(row.organization_id): row.id for row in Party.objects.all()}
    return World(
        {key: users[person[0]] for key, person in PEOPLE.items()},
        {key: rows[fixed_id(NUMBERS[key])] for key in ORGANIZATIONS},
        fixed_id(NUMBERS["shared"]),
        fixed_id(NUMBERS["foreign"]),
        parties,
    )


def _key(organization_id: UUID) -> str:
    return next(key for key in ORGANIZATIONS if fixed_id(NUMBERS[key]) == organization_id)


def _person(key: str, organizations: dict[str, Organization]) -> User:
    email, name, language, organization, role = PEOPLE[key]
    user = User.objects.create_user(email, PASSWORD, id=fixed_id(NUMBERS[key]), name=name, language=language)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    if organization:
        Membership.objects.create(organization=organizations[organization], user=user, role=role)
    return user


def _partners(key: str, sides: list[Organization]) -> dict[str, UUID]:
    partnership = Partnership.objects.create(id=fixed_id(NUMBERS[key]), started_on=date(2024, 3, 1))
    return {
        _key(side.id): Party.objects.create(
            id=fixed_id(100 + 10 * NUMBERS[key] + position),
            partnership=partnership,
            organization=side,
            position=position,
        ).id
        for position, side in enumerate(sides, start=1)
    }
