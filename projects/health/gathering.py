"""The facts of many partnerships on a day, as each dimension reads them: one statement a room. Inside the sweep's door."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from partnership.kit.arrays import as_array
from partnership.kit.weeks import Week
from projects.agreement.queries.facts import facts_for_answers
from projects.feedback.queries.facts import warnings_for_health
from projects.feedback.queries.pulse_facts import facts_for_feedback
from projects.goals.queries.facts import GoalFacts, facts_for_goals
from projects.health import answers, openness, warned
from projects.health.answers import Wait
from projects.health.benefit import MarginStand, ValueStand
from projects.health.delivery import Clocks
from projects.health.feedback import View
from projects.health.formula import Agreed
from projects.health.goals import GoalStand, MeasureStand
from projects.health.models import Weights
from projects.health.openness import Question, Told
from projects.health.weights import agreed_of
from projects.insight.queries.facts import facts_for_insight
from projects.openness.queries.facts import facts_for_openness
from projects.openness.steps import MONEY, Opened, Step
from projects.pricing.queries.facts import facts_for_benefit
from projects.work.queries.facts import ProjectFacts, facts_for_health

WEIGHTS = """
SELECT DISTINCT ON (partnership_id) * FROM health_weights
WHERE partnership_id = ANY (%s) AND from_on <= %s
ORDER BY partnership_id, number DESC
"""


@dataclass
class Gathered:
    """What is known of one partnership on a day."""

    clocks: list[Clocks] = field(default_factory=list)
    goals: list[GoalStand] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)
    opened: list[Opened] = field(default_factory=list)
    withdrawn: list[Opened] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    pages: list[Told] = field(default_factory=list)
    margins: list[MarginStand] = field(default_factory=list)
    values: list[ValueStand] = field(default_factory=list)
    views: list[View] = field(default_factory=list)
    warned: list[date] = field(default_factory=list)
    said_on: date | None = None
    """When anybody last warned or gave feedback."""


def gather(partnership_ids: Sequence[UUID], *, as_of: date, using: str) -> dict[UUID, Gathered]:
    """Return the facts of each partnership, in as many statements as there are dimensions."""
    found = {one: Gathered() for one in partnership_ids}
    for project in facts_for_health(partnership_ids, as_of=as_of, using=using):
        found[project.partnership_id].clocks.append(clocks_of(project))
    for goal in facts_for_goals(partnership_ids, as_of=as_of, using=using):
        if goal.measures:  # a goal that only holds sub-goals counts through them
            found[goal.partnership_id].goals.append(_stand(goal))
    since = as_of - answers.WINDOW
    for one in facts_for_answers(partnership_ids, since=since, as_of=as_of, using=using):
        found[one.partnership_id].waits.append(Wait(one.party_id, one.asked_on, one.ended_on))
    _gather_openness(found, as_of, using)
    _gather_insight(found, as_of, using)
    _gather_benefit(found, as_of, using)
    _gather_feedback(found, as_of, using)
    return found


def _gather_openness(found: dict[UUID, Gathered], as_of: date, using: str) -> None:
    since = as_of - openness.WINDOW
    for partnership_id, facts in facts_for_openness(
        list(found), since=since, as_of=as_of, using=using
    ).items():
        known = found[partnership_id]
        known.opened, known.withdrawn = facts.opened, facts.withdrawn
        known.questions = [Question(ask.party_id, ask.asked_on, ask.ended_on) for ask in facts.asks]


def _gather_insight(found: dict[UUID, Gathered], as_of: date, using: str) -> None:
    """Questions about the other side's business count as answers and, unanswered, as openness; pages by their freshness."""
    since = as_of - openness.WINDOW
    for partnership_id, facts in facts_for_insight(
        list(found), since=since, as_of=as_of, using=using
    ).items():
        known = found[partnership_id]
        known.waits += [Wait(one.party_id, one.asked_on, one.ended_on) for one in facts.questions]
        known.questions += [Question(one.party_id, one.asked_on, one.ended_on) for one in facts.questions]
        known.pages = [Told(one.party_id, one.fresh_until) for one in facts.pages]


def _gather_benefit(found: dict[UUID, Gathered], as_of: date, using: str) -> None:
    """Money is read only where something of it is opened: of nobody else could it count."""
    wanted = [key for key, known in found.items() if any(_tells(one, as_of) for one in known.opened)]
    for partnership_id, facts in facts_for_benefit(wanted, as_of=as_of, using=using).items():
        known = found[partnership_id]
        known.margins = [
            MarginStand(one.party_id, one.project_id, one.margin, one.low, one.high, one.evidence_on)
            for one in facts.margins
        ]
        known.values = [
            ValueStand(one.party_id, one.value, one.gives, one.evidence_on) for one in facts.values
        ]


def _gather_feedback(found: dict[UUID, Gathered], as_of: date, using: str) -> None:
    for partnership_id, facts in facts_for_feedback(list(found), as_of=as_of, using=using).items():
        found[partnership_id].views = [
            View(one.party_id, one.about_id, one.question, Fraction(one.total, one.count), one.revealed_on)
            for one in facts
        ]
    since = as_of - warned.WINDOW
    for partnership_id, said in warnings_for_health(list(found), as_of=as_of, using=using).items():
        known = found[partnership_id]
        known.warned = [one.raised_on for one in said.acted_on_since(since)]
        known.said_on = said.latest


def _tells(one: Opened, as_of: date) -> bool:
    return one.topic in MONEY and one.step >= Step.EXISTS and one.until >= as_of


def agreed_weights(partnership_ids: Iterable[UUID], *, week: Week, using: str) -> dict[UUID, Agreed]:
    """Return the signed weights of the week, by partnership; who has signed none has the defaults and is left out."""
    rows: Any = Weights.objects.using(using).raw(WEIGHTS, [as_array(partnership_ids), week.monday])
    return {row.partnership_id: agreed_of(row) for row in rows}


def _stand(goal: GoalFacts) -> GoalStand:
    measures = tuple(MeasureStand(one.weight, one.achieved, one.expected) for one in goal.measures)
    return GoalStand(goal.goal_id, goal.weight, measures, goal.evidence_on)


def clocks_of(facts: ProjectFacts) -> Clocks:
    """A project's facts as the formula reads them.

    Without estimates nobody knows where the hours end, unless they have passed the budget already.
    """
    forecast, used, budget = facts.forecast_hours, facts.used_hours, facts.budget_hours
    if forecast is None and budget is not None and used > budget:
        forecast = used
    return Clocks(
        project_id=facts.project_id,
        budget_hours=budget,
        forecast_hours=forecast,
        start_on=facts.start_on,
        due_on=facts.due_on,
        forecast_on=facts.forecast_on,
        finished_on=facts.finished_on,
        evidence_on=facts.evidence_on,
        due_in_window=facts.due_in_window,
        on_the_day=facts.on_the_day,
    )
