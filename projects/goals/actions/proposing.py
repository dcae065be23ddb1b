"""Putting goals and their outcomes forward; what every party signs takes effect in `projects.goals.putting`."""

from datetime import datetime
from uuid import UUID

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit.ids import new_id
from partnership.kit.once import made_before
from projects.agreement.actions.proposals import put_forward
from projects.agreement.fields import Values
from projects.agreement.models import Version
from projects.agreement.reading import values_of
from projects.goals.checks import require_open
from projects.goals.filling import filled
from projects.goals.kinds import GOAL, RESULT
from projects.goals.models import Goal
from projects.goals.queries.values import newest_values, newest_version


def propose_goal(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    values: Values,
    now: datetime,
    word: str = "",
    key: UUID | None = None,
) -> Version:
    """Propose a new goal; its row exists from now on, its terms hold when every party has signed.

    `key` is the id that the goal will have, so that a double click makes one. Raises what put_forward raises, and every
    refusal of `projects.goals.refusals` that is about terms.
    """
    actor.require(Right.PLAN, partnership)
    if (found := made_before(Goal, partnership.id, key)) and (
        version := newest_version(partnership.id, GOAL, found.id)
    ):
        return version
    goal = Goal(
        id=key or new_id(),
        partnership_id=partnership.id,
        name=str(values.get("name") or "").replace("\x00", "")[:300],
        created_at=now,
        updated_at=now,
    )
    goal.save(force_insert=True)
    return put_forward(
        actor,
        partnership=partnership,
        kind=GOAL,
        subject_id=goal.id,
        values=filled(partnership.id, goal.id, values, {}),
        word=word,
        seen=0,
        now=now,
    )


def propose_goal_change(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    goal: Goal,
    values: Values,
    seen: int,
    now: datetime,
    word: str = "",
    key: UUID | None = None,
) -> Version:
    """Propose other terms of a goal: a change of what holds, of the own proposal, or an answer to the other side's.

    Raises GoalClosed, and what propose_goal raises.
    """
    actor.require(Right.PLAN, goal)
    require_open(partnership.id, goal.id)
    known = newest_values(partnership.id, GOAL, goal.id) or {}
    version = put_forward(
        actor,
        partnership=partnership,
        kind=GOAL,
        subject_id=goal.id,
        values=filled(partnership.id, goal.id, values, known),
        word=word,
        seen=seen,
        now=now,
        key=key,
    )
    # Until it is signed for the first time, lists call a goal what its newest proposal does.
    proposed = Goal.objects.filter(partnership_id=goal.partnership_id, id=goal.id, status=Goal.Stage.PROPOSED)
    proposed.update(name=values_of(version)["name"], updated_at=now)
    return version


def propose_result(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    goal: Goal,
    values: Values,
    seen: int,
    now: datetime,
    word: str = "",
    key: UUID | None = None,
) -> Version:
    """Propose the score that the parties agree on and what they learned; signed by all, the goal is closed.

    Raises GoalClosed, ScoresMissing, BadScore, and what put_forward raises.
    """
    actor.require(Right.PLAN, goal)
    said = {**values, "goal": {"id": str(goal.id), "name": goal.name}}
    return put_forward(
        actor,
        partnership=partnership,
        kind=RESULT,
        subject_id=goal.id,
        values=said,
        word=word,
        seen=seen,
        now=now,
        key=key,
    )
