"""Proposing how a saving and an overrun of a project are shared."""

from datetime import datetime
from uuid import UUID

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from projects.agreement.actions.proposals import put_forward
from projects.agreement.models import Version
from projects.pricing.actions.sharing_in_force import require_rule
from projects.pricing.sharing import KIND, Rule, written
from projects.work.models import Project


def propose_sharing(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    project: Project,
    rule: Rule,
    seen: int,
    now: datetime,
    word: str = "",
    key: UUID | None = None,
) -> Version:
    """Put a sharing rule forward; in force when every party has signed.

    `seen` is the number of the newest version that the writer has read, 0 for none. Raises VersionPassed,
    NothingChanged, PartnershipEnded, and what check_sharing refuses, with the bands' places as they were given.
    """
    actor.require(Right.KEEP_BOOK, project)
    require_rule(rule)
    return put_forward(
        actor,
        partnership=partnership,
        kind=KIND,
        subject_id=project.id,
        values=written(rule, project, partnership),
        word=word,
        seen=seen,
        now=now,
        key=key,
    )
