"""Proposing the table of openness, whole."""

from datetime import datetime
from uuid import UUID

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from projects.agreement.actions.proposals import put_forward
from projects.agreement.models import Version
from projects.openness.terms import KIND, OpennessTerms, written


def propose_openness(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    terms: OpennessTerms,
    seen: int,
    now: datetime,
    word: str = "",
    key: UUID | None = None,
) -> Version:
    """Put the whole table forward; it holds when every party has signed, and what it leaves out goes back to its start.

    `seen` is the number of the newest version that the writer has read, 0 for none. Raises VersionPassed, NothingChanged,
    PartnershipEnded, and what check_openness refuses.
    """
    actor.require(Right.KEEP_BOOK, partnership)
    return put_forward(
        actor,
        partnership=partnership,
        kind=KIND,
        subject_id=partnership.id,
        values=written(terms, partnership),
        word=word,
        seen=seen,
        now=now,
        key=key,
    )
