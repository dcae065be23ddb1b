"""Something agreed, something that waits, a no, a correction, a reminder and a draft in every partnership; limits on every side.

All of it goes through the room's own actions, so that hashes and the chain fit.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.access import rights_of
from accounts.actor import Actor
from accounts.doors import entered
from accounts.models import Role
from projects.agreement import factories
from projects.agreement.actions.reminding import remind
from projects.agreement.actions.signing import decline
from projects.agreement.factories import proposed, signed
from projects.agreement.models import Mandate, SigningRule
from projects.agreement.tests.charters import wrote
from tests.world import MARKER, World

SIDES = {"shared": ("havsvik", "studionord"), "foreign": ("fjallbo", "grafit")}
# Everybody of the named world lives there: late in the evening their day is another than the server's.
AT_HOME = ZoneInfo("Europe/Stockholm")
Keep = Callable[[World, str, str, UUID | str], None]


def furnish(world: World, key: str, keep: Keep) -> None:
    """Plant it; the texts say who may read them: both sides of the partnership, and nobody else."""
    factories.register()
    partnership, word, now = (
        getattr(world, key),
        {"shared": "Ny webbutik", "foreign": MARKER}[key],
        timezone.now(),
    )
    one, other = signers(world, key)
    text, earlier = f"Betalning av {word} i kassan.", now - timedelta(days=9)
    first = proposed(one, partnership, values={"text": text}, word=f"Hej {word}", now=earlier)
    subject = factories.subject_of(first)
    for actor in (one, other):
        signed(actor, first, now=earlier)
    refused = proposed(one, partnership, subject_id=subject, values={"text": f"{text} Nu."}, now=earlier)
    with entered(other, partnership_id=partnership):
        decline(other, version=refused, reason=f"För tidigt för {word}.", now=earlier)
    waiting = proposed(
        one, partnership, subject_id=subject, values={"text": text, "hours": "150"}, now=earlier
    )
    slip = {"text": text.replace("Betalning", "Betaling"), "hours": "150"}
    proposed(one, partnership, subject_id=subject, values=slip, now=now)
    signed(one, waiting, now=now)
    with entered(one, partnership_id=partnership):
        remind(one, version=waiting, today=now.astimezone(AT_HOME).date(), now=now)
    wrote(one, partnership, 1, vision=f"Vi gör {word} tillsammans.")
    for side in SIDES[key]:
        _limits(world, side, one if side == SIDES[key][0] else other)
    keep(world, "agreement", key, waiting.agreement_id)
    keep(world, "version", key, waiting.id)


def signers(world: World, key: str) -> tuple[Actor, Actor]:
    """Somebody of each side who may sign. Grafit has no people in the named world, so Nils lends it a hand."""
    if key == "shared":
        return world.actor("ada"), world.actor("sam")
    olga, grafit = world.actor("olga"), world.organizations["grafit"]
    guest = replace(
        world.actor("nils"),
        organization_id=grafit.id,
        organization_name=grafit.name,
        role=Role.OWNER,
        rights=rights_of(Role.OWNER),
        parties={world.foreign: world.parties["grafit"]},
        organization_ids=olga.organization_ids,
    )
    return olga, guest


def _limits(world: World, side: str, actor: Actor) -> None:
    """High enough to hold nobody back."""
    own = {"organization": world.organizations[side], "updated_at": timezone.now()}
    SigningRule.objects.create(**own, two_above=Decimal(900_000_000))
    Mandate.objects.create(**own, user_id=actor.person_id, amount_limit=Decimal(900_000_000))
