"""The outcome bonus of a signed sheet as its goal stands: every side signed both, so every side reads it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from partnership.kit.errors import NotThere
from projects.goals.queries.seen import goal_seen
from projects.pricing.charging import bonus_due
from projects.pricing.sheet import SheetTerms

NOTHING, WHOLE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class BonusSeen:
    """Money excl. VAT beside the price. `achieved` is how far the goal has come, None without a value.

    `due` is what is paid if the goal stays there: nothing below half of it, all of it at the goal, evenly between.
    """

    goal_id: UUID
    goal_name: str
    amount: Decimal
    currency: str
    achieved: Decimal | None
    due: Decimal
    is_closed: bool


def bonus_of(partnership_id: UUID, terms: SheetTerms | None, *, today: date) -> BonusSeen | None:
    """Return the bonus of a sheet as it stands on a day; None without one. A goal that was dropped leaves it at nothing."""
    bonus = terms.bonus if terms else None
    if bonus is None or terms is None:
        return None
    try:
        goal = goal_seen(partnership_id, bonus.goal_id, as_of=today)
    except NotThere:
        return BonusSeen(
            bonus.goal_id, bonus.goal_name, bonus.amount, terms.currency, None, NOTHING, is_closed=True
        )
    reached = goal.score if goal.score is not None else goal.achieved
    due = NOTHING
    if reached is not None:
        due = bonus_due(bonus.amount, min(max(reached, NOTHING), WHOLE), terms.currency)
    closed = goal.closed_on is not None
    return BonusSeen(goal.id, goal.name, bonus.amount, terms.currency, reached, due, is_closed=closed)
