"""Entries that nobody has said a word on yet: whose they are and who may say it, and nothing of what they say.

An entry waits for those sides alone that may read it; to everybody else, and where it is closed, it is not there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit.questions import Kept
from partnership.kit.rounds import Reading, asked, read, together
from projects.openness.gate import Steps, reading_steps
from projects.openness.steps import Topic, step_in
from projects.pricing.ledger import needed
from projects.pricing.models import Confirmation, Posted
from projects.pricing.queries.entries import reading_roles


@dataclass(frozen=True, slots=True)
class PostedSeen:
    """An entry without a word on it; `waits_for` are the sides that may read it, none while it is closed to all."""

    partnership_id: UUID
    entry_id: UUID
    party_id: UUID
    posted_at: datetime
    waits_for: tuple[UUID, ...]


def unanswered(actor: Actor, partnerships: Sequence[PartnershipSeen], *, today: date) -> list[PostedSeen]:
    """Return the entries without a word that the actor may read, oldest first: two statements, one where there is none."""
    return read(reading_unanswered(actor, partnerships, today=today))


def reading_unanswered(
    actor: Actor, partnerships: Sequence[PartnershipSeen], *, today: date
) -> Reading[list[PostedSeen]]:
    """Read the same beside what else a page asks."""
    found = yield from asked(Kept(_in_order, partnerships=[one.id for one in partnerships]))
    if not found:
        return []
    sides = {one.id: [side.id for side in one.parties] for one in partnerships}
    steps, roles = yield from together(
        reading_steps(actor, list(sides), today=today), reading_roles(list(sides))
    )
    seen = []
    for row in found:
        key = row.partnership_id
        topic = roles[key].topic(row.party_id, row.project_id)
        if steps[key].of(row.party_id, topic) >= needed(is_in_words=row.is_in_words):
            readers = may_answer(steps[key], sides[key], row.party_id, topic, is_in_words=row.is_in_words)
            seen.append(PostedSeen(key, row.entry_id, row.party_id, row.posted_at, readers))
    return seen


def places_unanswered(partnership_ids: Sequence[UUID], *, using: str) -> set[UUID]:
    """Return the partnerships in which an entry has no word on it; one query, in a sweep's door."""
    rows = _unanswered(partnership_ids, using=using)
    return set(rows.values_list("partnership_id", flat=True).distinct())


def _in_order(partnerships: list[UUID]) -> QuerySet[Any]:
    return _unanswered(partnerships, using="default").order_by("posted_at", "id")


def _unanswered(partnership_ids: Sequence[UUID], *, using: str) -> QuerySet[Any]:
    said = Confirmation.objects.using(using).filter(
        partnership_id=OuterRef("partnership_id"),
        entry_id=OuterRef("entry_id"),
        entry_version=OuterRef("entry_version"),
    )
    return Posted.objects.using(using).filter(~Exists(said), partnership_id__in=list(partnership_ids))


def may_answer(
    steps: Steps, sides: Sequence[UUID], owner: UUID, topic: Topic, *, is_in_words: bool
) -> tuple[UUID, ...]:
    """Return the sides that may read an entry of another, and so may say a word on it."""
    least = needed(is_in_words=is_in_words)
    return tuple(
        one
        for one in sides
        if one != owner and step_in(steps.opened, owner, one, topic, today=steps.today) >= least
    )
