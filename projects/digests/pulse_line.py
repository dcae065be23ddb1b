"""A pulse in a letter: the one sentence of the round that was revealed in the week, the same for every side."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from projects.feedback.pulse_words import one_sentence
from projects.feedback.queries.results import results_of_many
from projects.feedback.queries.rounds import revealed_between


def pulse_lines(
    actor: Actor, partnerships: Sequence[PartnershipSeen], *, start: datetime, end: datetime
) -> Mapping[UUID, str]:
    """Return the sentence of the newest round revealed in the span (start ≤ moment < end), by partnership."""
    sides = {one.id: one for one in partnerships}
    rounds = revealed_between(actor, list(sides), start=start, end=end)
    parties = {key: [side.id for side in one.parties] for key, one in sides.items()}
    return {
        result.round.partnership_id: one_sentence(result, sides[result.round.partnership_id])
        for result in results_of_many(rounds, parties)
    }
