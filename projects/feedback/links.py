"""The link in a letter that lets one person answer one round, for 14 days, with one click and without signing in."""

from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse

from accounts.actor import Actor
from accounts.doors import actor_for
from partnership.kit.signing import LinkBroken, long, seal, short, unseal

PURPOSE = "pulse.answer"
LASTS = timedelta(days=14)


def answer_link(actor: Actor, pulse_id: UUID, *, now: datetime) -> str:
    """Return the path under which the actor, and whoever holds the letter, answers a round for that person."""
    if actor.person_id is None or actor.organization_id is None:
        raise LinkBroken
    words = (short(one) for one in (actor.person_id, actor.organization_id, pulse_id))
    token = seal(PURPOSE, *words, expires_at=now + LASTS)
    return reverse("pulse:answer", kwargs={"token": token})


def read_link(token: str, *, now: datetime) -> tuple[Actor, UUID]:
    """Return who answers by the link, with what that person may do today, and the round. Raises LinkBroken, LinkExpired."""
    words = unseal(PURPOSE, token, now=now)
    if len(words) != 3:
        raise LinkBroken
    person, organization, pulse = (long(word) for word in words)
    return actor_for(person, organization), pulse
