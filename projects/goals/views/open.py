"""What a goal must be before anybody can follow it up or judge it."""

from projects.goals.models import Goal
from projects.goals.refusals import GoalClosed, NotInForce


def require_in_force(goal: Goal) -> None:
    """Raise NotInForce for what is proposed and GoalClosed for what is closed: no form would help."""
    if goal.status == Goal.Stage.PROPOSED:
        raise NotInForce
    if goal.status == Goal.Stage.CLOSED:
        raise GoalClosed
