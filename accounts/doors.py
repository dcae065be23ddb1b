"""The doors: the only way to a tenant context, for the portal, the API and tasks alike.

A door opens one transaction and tells the database who is asking, for that transaction only. A session-level setting
would leak through connection pools.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson
from django.db import connections, transaction

from accounts import telling
from accounts.access import Right
from accounts.actor import Actor, Standing
from accounts.presumed import Presumption
from accounts.tenancy import Context, current_context, held
from partnership.kit.errors import NotThere

if TYPE_CHECKING:
    from accounts.queries import PartnershipSeen

# The sweeps over all tenants: the whole list of what may pass row-level security, each in the worker or a command.
SWEEPS = frozenset(
    {
        "accounts.mail",
        "agreement.remind",
        "agreement.verify",
        "activity.tell",
        "health.backtest",
        "health.compute",
        "digests.plan",
        "digests.settle",
        "work.reclaim_imports",
        "overview.demo",
        "agreement.end",
        "feedback.pulses",
        "webhooks.deliver",
        "webhooks.keep",
        "calls.forget",
    }
)

STANDINGS = "SELECT person, app.standing(person) FROM unnest(%s::uuid[]) AS person"

in_system_role = nullcontext
"""Tests share one connection between both logins and switch the role here; elsewhere the login is the role."""


@contextmanager
def entered(actor: Actor, *, partnership_id: UUID | None = None, token: bytes = b"") -> Iterator[Actor]:
    """Let `actor` in for one transaction; with `partnership_id` also as the party that the actor is there.

    `token` is the hash of an invitation's or offer's secret: knowing it shows that one row. Raises NotThere when the
    actor is no party of the partnership. Nested doors give the outer its context back.
    """
    outer, nested = current_context(), connections["default"].in_atomic_block
    context = _context_of(actor, partnership_id, token)
    with transaction.atomic():
        telling.tell(context)
        with held(context):
            yield actor
        # A rollback takes the settings back by itself; a released savepoint does not.
        if nested and not (outer and outer.unbound):
            telling.tell(outer or Context())


@contextmanager
def entered_to_ask(
    actor: Actor, *, partnership_id: UUID | None = None, presumption: Presumption | None = None
) -> Iterator[Actor]:
    """Let `actor` in for single questions (`accounts.asking.asked`) and nothing else: no transaction around them.

    Each question carries the door's words and is a transaction by itself, in one trip where a door takes four; inside a
    transaction the words are told as ever. Whatever else asks raises TenantContextMissing. Raises NotThere as `entered`.
    A `presumption` that the actor rests on is looked into by the first question; inside a transaction by nobody.
    """
    if connections["default"].in_atomic_block:
        with entered(actor, partnership_id=partnership_id), held(None):
            yield actor
    else:
        with telling.carried(_context_of(actor, partnership_id), presumption):
            yield actor


def _context_of(actor: Actor, partnership_id: UUID | None, token: bytes = b"") -> Context:
    real = actor.behind or actor
    return Context(
        person_id=real.person_id,
        organization_id=real.organization_id,
        party_id=real.party_id(partnership_id) if partnership_id else None,
        partnership_ids=tuple(real.parties),
        organization_ids=real.organization_ids,
        emails=real.emails,
        token=token,
    )


@contextmanager
def system_door(sweep: str, *, is_one_statement: bool = False) -> Iterator[Any]:
    """Open the way past row-level security for one named sweep; gives the connection of the system login.

    What is one statement is a transaction by itself, and needs no words around it. Raises ValueError for a name that is not on the list of SWEEPS.
    """
    if sweep not in SWEEPS:
        raise ValueError(f"{sweep} is not on the list of sweeps in accounts.doors")
    with (
        nullcontext() if is_one_statement else transaction.atomic(using="system"),
        in_system_role(),
        held(Context(unbound=True)),
    ):
        yield connections["system"]


def standings_of(person_id: UUID) -> tuple[list[Standing], tuple[str, ...]]:
    """Return for whom a person may act, by name, and the person's verified addresses: one query."""
    return standings_of_many([person_id])[person_id]


def standings_of_many(person_ids: Sequence[UUID]) -> dict[UUID, tuple[list[Standing], tuple[str, ...]]]:
    """Return the same of many people: one query."""
    with connections["default"].cursor() as cursor:
        cursor.execute(STANDINGS, [list(person_ids)])
        found = [(person, _json(row)) for person, row in cursor.fetchall()]
    return {
        person: ([Standing.read(one) for one in row["standings"]], tuple(row["emails"]))
        for person, row in found
    }


def actor_for(person_id: UUID, organization_id: UUID | None = None) -> Actor:
    """Return the person as an actor for the named organization, else for the first; without any, for none."""
    standings, emails = standings_of(person_id)
    chosen = next((s for s in standings if s.organization_id == organization_id), None)
    if chosen is None and organization_id is None and standings:
        chosen = standings[0]
    return Actor.of_person(person_id, chosen, emails=emails, standings=tuple(standings))


def founding(actor: Actor, *, organization_id: UUID) -> Actor:
    """Return the person as somebody who acts for an organization that is being founded or joined right now.

    Only `found_organization` and `accept_invitation` call this.
    """
    seen = dict.fromkeys((*actor.organization_ids, organization_id))
    return replace(actor, organization_id=organization_id, organization_ids=tuple(seen), parties={})


def partnering(actor: Actor, *, organization_id: UUID, partnership_id: UUID, party_id: UUID) -> Actor:
    """Return the actor widened by the partnership that is being accepted right now and by the partner in it.

    Only `accept_offer` calls this.
    """
    seen = dict.fromkeys((*actor.organization_ids, organization_id))
    return replace(
        actor,
        parties={**actor.parties, partnership_id: party_id},
        organization_ids=tuple(seen),
    )


def looking_as(actor: Actor, partnership: PartnershipSeen, party_id: UUID) -> Actor:
    """Return another side of the partnership, reading only, as which the actor looks at the pages.

    The database goes on answering the real actor alone: what is shown is what both may see, and never more. Raises
    NotThere for what is no other side there. Only the portal's door calls this.
    """
    side = partnership.party(party_id)
    if side is None or party_id == actor.party_id(partnership.id):
        raise NotThere
    return replace(
        actor,
        organization_id=side.organization_id,
        organization_name=side.name,
        rights=actor.rights & {Right.READ, Right.SEE_BOOK},
        parties={partnership.id: party_id},
        behind=actor,
    )


def owner_of(partnership: PartnershipSeen, party_id: UUID) -> Actor:
    """Return a side of the partnership as nobody in particular, without rights, to read that side's own rows.

    Only the gate of openness calls this: it lets through no more than that side has opened. Raises NotThere.
    """
    side = partnership.party(party_id)
    if side is None:
        raise NotThere
    return Actor(
        person_id=None,
        organization_id=side.organization_id,
        parties={partnership.id: party_id},
        organization_ids=tuple(one.organization_id for one in partnership.parties),
    )


def _json(value: Any) -> Any:
    return orjson.loads(value) if isinstance(value, str) else value
