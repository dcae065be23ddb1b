"""The one way from a body to `put_forward`: the rooms that fill in more than was said have actions of their own."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from accounts.queries import PartnershipSeen
from projects.agreement.actions.proposals import put_forward
from projects.agreement.models import Version
from projects.goals.actions.proposing import propose_goal, propose_goal_change, propose_result
from projects.goals.kinds import GOAL, RESULT
from projects.goals.queries.rows import goal_row
from projects.pricing.actions.billing import put_values_forward
from projects.pricing.actions.sheets import propose_sheet
from projects.pricing.basis_fields import KIND as BILLING
from projects.pricing.queries.billing import billing_of
from projects.pricing.sheet import KIND as SHEET
from projects.work.queries.pages import project_of

Filling = Callable[[Any, PartnershipSeen, UUID, dict[str, Any]], Version]


def proposed(
    actor: Any, partnership: PartnershipSeen, kind: str, subject: UUID | None, said: dict[str, Any]
) -> Version:
    """Put `said` (values, word, seen, now) forward; without a subject about the partnership itself, or a new goal."""
    if kind == GOAL and subject is None:
        new = {name: value for name, value in said.items() if name != "seen"}
        return propose_goal(actor, partnership=partnership, **new)
    filling = FILLED.get(kind)
    if filling is not None and subject is not None:
        return filling(actor, partnership, subject, said)
    return put_forward(
        actor, partnership=partnership, kind=kind, subject_id=subject or partnership.id, **said
    )


def _goal(actor: Any, partnership: PartnershipSeen, subject: UUID, said: dict[str, Any]) -> Version:
    goal = goal_row(partnership.id, subject)
    return propose_goal_change(actor, partnership=partnership, goal=goal, **said)


def _result(actor: Any, partnership: PartnershipSeen, subject: UUID, said: dict[str, Any]) -> Version:
    return propose_result(actor, partnership=partnership, goal=goal_row(partnership.id, subject), **said)


def _billing(actor: Any, partnership: PartnershipSeen, subject: UUID, said: dict[str, Any]) -> Version:
    billing = billing_of(partnership.id, subject)
    return put_values_forward(actor, partnership=partnership, billing=billing, **said)


def _sheet(actor: Any, partnership: PartnershipSeen, subject: UUID, said: dict[str, Any]) -> Version:
    project = project_of(partnership.id, subject)
    return propose_sheet(actor, partnership=partnership, project=project, **said)


FILLED: Mapping[str, Filling] = {GOAL: _goal, RESULT: _result, BILLING: _billing, SHEET: _sheet}
