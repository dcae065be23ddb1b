"""The one way from a body to `put_forward`: the rooms that fill in more than was said have actions of their own."""

from typing import Any
from uuid import UUID

from accounts.queries import PartnershipSeen
from projects.agreement.actions.proposals import put_forward
from projects.agreement.models import Version
from projects.goals.actions.proposing import propose_goal, propose_goal_change, propose_result
from projects.goals.kinds import GOAL, RESULT
from projects.goals.queries.rows import goal_row
from projects.pricing.actions.billing import put_values_forward
from projects.pricing.basis_fields import KIND as BILLING
from projects.pricing.queries.billing import billing_of


def proposed(
    actor: Any, partnership: PartnershipSeen, kind: str, subject: UUID | None, said: dict[str, Any]
) -> Version:
    """Put `said` (values, word, seen, now) forward; without a subject about the partnership itself, or a new goal."""
    if kind == GOAL and subject is None:
        new = {name: value for name, value in said.items() if name != "seen"}
        return propose_goal(actor, partnership=partnership, **new)
    if kind in (GOAL, RESULT) and subject is not None:
        action = propose_goal_change if kind == GOAL else propose_result
        return action(actor, partnership=partnership, goal=goal_row(partnership.id, subject), **said)
    if kind == BILLING and subject is not None:
        billing = billing_of(partnership.id, subject)
        return put_values_forward(actor, partnership=partnership, billing=billing, **said)
    return put_forward(
        actor, partnership=partnership, kind=kind, subject_id=subject or partnership.id, **said
    )
