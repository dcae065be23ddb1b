"""Every address of the portal, from the resolver itself, and how to fill it in for the named world."""

import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from accounts.access import SCOPES, Right, rights_of
from accounts.doors import entered
from accounts.keys import make_key
from accounts.tokens import token_for
from projects.digests.composing import read_link, stop_link
from projects.digests.inbound import returns_address
from projects.feedback.links import answer_link
from tests.world import World

PERSONS = ["ada", "vera", "sam", "finn", "olga", "nils"]
EVERYBODY = ["anonymous", *PERSONS]
NOBODY = UUID("01990000-0000-7000-8000-00000000dead")
OF_PARTNERSHIP = (
    "project",
    "deliverable",
    "entry",
    "worker",
    "batch",
    "agreement",
    "version",
    "goal",
    "measure",
    "grant",
    "ask",
    "outlay",
    "shared",
    "note",
    "warning",
    "action",
    "benefit_entry",
    "billing",
    "page",
    "attachment",
    "figure",
    "question",
    "pulse",
)
OF_ORGANIZATION = (
    "organization",
    "invitation",
    "offer",
    "key",
    "rate",
    "exchange_rate",
    "webhook",
    "delivery",
)
PARAMETER = re.compile(r"\(\?P<(\w+)>[^)]*\)|<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Address:
    """`route` is the resolver's own text and the key of the table; `names` are its parameters."""

    route: str
    names: tuple[str, ...]

    @property
    def is_api(self) -> bool:
        return self.route.startswith("api/v1/")

    def filled(self, values: "Values") -> str:
        """Return the path with its parameters filled in."""
        return "/" + PARAMETER.sub(lambda found: values.of(self.route, found[1] or found[2]), self.route)


def addresses() -> list[Address]:
    """Return every address below the root, in the resolver's order."""
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[Any], prefix: str) -> Iterator[Address]:
    for entry in patterns:
        route = prefix + str(entry.pattern).removeprefix("^").removesuffix("$").removesuffix(r"\Z")
        if isinstance(entry, URLPattern):
            yield Address(route, tuple(first or second for first, second in PARAMETER.findall(route)))
        else:
            yield from _walk(entry.url_patterns, route)


class Values:
    """What parameters name: things of one partnership, one of its sides and one person."""

    def __init__(self, world: World, partnership: str, side: str, person: str) -> None:
        things, now = world.things, timezone.now()
        reader, letter = world.users[person].id, things["letter"][person]
        answers = world.actor({"shared": "ada", "foreign": "olga"}[partnership])
        self.plain: dict[str, object] = {
            "partnership": getattr(world, partnership),
            "work_entry": things["entry"][partnership],
            "work_import": things["batch"][partnership],
            **{kind: things[kind][partnership] for kind in OF_PARTNERSHIP},
            **{kind: things[kind][side] for kind in OF_ORGANIZATION},
            "external_id": things["external_id"][side],
            "member": things["member"][person],
            "letter": letter,
        }
        # These name no row of anybody's.
        self.fixed: dict[str, object] = {
            "week": f"{now:%G-W%V}",
            "source": "crm",
            "rest": "v1/nothing",
            "step": 1,
            "number": 1,
            "form": "csv",
        }
        self.tokens = {
            "invitations/": token_for("invitation", things["invitation"][side]),
            "offers/": token_for("offer", things["offer"][side]),
            "letters/stop/": _token(stop_link(reader, now=now)),
            "letters/returns/": _token(returns_address(now=now)),
            "letters/read/": _token(read_link(letter, reader, now=now)),
            "pulse/": _token(answer_link(answers, things["open_pulse"][partnership], now=now)),
        }

    def with_ids(self, **changed: object) -> "Values":
        """Return the same with other ids for some."""
        other = copy(self)
        other.plain = self.plain | changed
        return other

    def of(self, route: str, name: str) -> str:
        if route.startswith("accounts/"):
            return "1"
        if name == "token":
            return next(token for prefix, token in self.tokens.items() if route.startswith(prefix))
        return str(self.plain[name] if name in self.plain else self.fixed[name])


def _token(link: str) -> str:
    return link.rstrip("/").rpartition("/")[2]


def own_values(world: World) -> Values:
    """Things of Ada's and Sam's shared partnership, of Havsvik, and Vera's seat and letters."""
    return Values(world, "shared", "havsvik", "vera")


def foreign_values(world: World) -> Values:
    """The same of Olga's world."""
    return Values(world, "foreign", "fjallbo", "olga")


def browsers(world: World) -> dict[str, Client]:
    """A signed-in browser for everybody, and one for a stranger."""
    found = {name: Client() for name in EVERYBODY}
    for name in PERSONS:
        found[name].force_login(world.users[name])
    return found


def keys(world: World) -> dict[str, dict[str, str]]:
    """The headers of each person's own API key, with every scope that the role gives; none for who has no role."""
    return {name: _key(world, name) if name in PERSONS else {} for name in EVERYBODY}


def _key(world: World, name: str) -> dict[str, str]:
    actor, now = world.actor(name), timezone.now()
    scopes = [scope for scope, rights in SCOPES.items() if rights <= rights_of(actor.role)]
    if not actor.may(Right.MANAGE_KEYS):
        return {}
    with entered(actor):
        _row, shown = make_key(
            actor, name="Test", kind="personal", scopes=scopes, expires_at=now + timedelta(days=1), now=now
        )
    return {"Authorization": f"Bearer {shown}"}
