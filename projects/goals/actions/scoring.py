"""Judging a goal at its end: each party apart first, unread by the others until all have scored."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.actor import Actor
from partnership.kit.book import record
from partnership.kit.errors import Refused
from projects.goals.checks import is_judged, require_score
from projects.goals.models import Goal, Score

from .following import held_goal, plain_text, terms_of


class NotOver(Refused):
    message = _("The goal is judged from its last day on. To end it earlier, agree on an earlier last day.")
    code = "goal_not_over"


class ScoresFrozen(Refused):
    message = _("Every side has scored and can read the others: now agree on the outcome.")
    code = "scores_frozen"


def score_goal(actor: Actor, *, goal: Goal, score: Decimal, word: str, today: date, now: datetime) -> Score:
    """Score a goal for the actor's party, 0–1 in steps of 0.05; again changes it until every party has scored.

    Raises BadScore, TextTooLong, NotOver before the last day, ScoresFrozen, NotInForce or GoalClosed.
    """
    actor.require(Right.CHECK_IN, goal)
    require_score(score)
    said = plain_text(word, "word")
    # Held: a change can't slip in after the others have read.
    held = held_goal(goal)
    if today < terms_of(held).ends_on:
        raise NotOver
    if is_judged(held):
        raise ScoresFrozen
    party_id = actor.party_id(held.partnership_id)
    own = {"partnership_id": held.partnership_id, "goal_id": held.id, "party_id": party_id}
    mine: dict[str, Any] = {**own, "organization_id": actor.organization_id}
    row: Score = Score.objects.filter(**own).first() or Score(**mine)
    if row.scored_at and (row.score, row.word) == (score, said):
        return row
    row.score, row.word, row.person_id, row.scored_at = score, said, actor.person_id, now
    row.save()
    _tell(actor, held, now)
    return row


def _tell(actor: Actor, goal: Goal, now: datetime) -> None:
    record(
        actor,
        "goals.scored",
        subject_kind="goal",
        subject_id=goal.id,
        partnership=goal.partnership_id,
        data={"all": is_judged(goal)},
        at=now,
    )
