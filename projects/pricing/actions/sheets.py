"""Putting a price sheet forward."""

from datetime import datetime
from uuid import UUID

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from projects.agreement.actions.proposals import put_forward
from projects.agreement.fields import Values
from projects.agreement.models import Version
from projects.pricing.queries.sheets import known_lines
from projects.pricing.sheet import KIND
from projects.pricing.sheet_filling import filled
from projects.work.models import Project


def propose_sheet(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    project: Project,
    values: Values,
    seen: int,
    now: datetime,
    word: str = "",
    key: UUID | None = None,
) -> Version:
    """Put a price sheet forward: the first one, another one, or an answer to the other side's; any side may.

    `seen` is the number of the newest version that the writer has read, 0 for none. Lines keep the id that an earlier
    version gave them. Raises what put_forward raises, BadValues, and every refusal about a sheet.
    """
    actor.require(Right.KEEP_BOOK, project)
    return put_forward(
        actor,
        partnership=partnership,
        kind=KIND,
        subject_id=project.id,
        values=filled(partnership, project, values, known_lines(partnership.id, project.id)),
        word=word,
        seen=seen,
        now=now,
        key=key,
    )
