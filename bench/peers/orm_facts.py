"""The facts of one partnership as they are usually read: object by object, whatever belongs to it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from projects.agreement.models import Agreement, Signature, Version
from projects.feedback.models import EarlyWarning, JointAction, Note, Rating, Round
from projects.goals.models import Measure, MeasureTerms, Terms
from projects.goals.models import Reading as Value
from projects.goals.progress import Measured, MeasureKind, achieved_of, as_decimal, expected_on, kept
from projects.goals.queries.facts import REMEMBERED
from projects.health.answers import Wait
from projects.health.benefit import MarginStand, ValueStand
from projects.health.feedback import View
from projects.health.gathering import Gathered
from projects.health.goals import GoalStand, MeasureStand
from projects.health.openness import Question, Told
from projects.insight.models import Page, PageVersion, Post
from projects.insight.models import Question as Asked
from projects.openness.models import Ask, Grant
from projects.openness.steps import MONEY, Opened, Step, Topic
from projects.pricing.queries.facts import BenefitFacts, facts_for_benefit

SYSTEM = "system"


def of(model: Any, partnership_id: UUID, **said: Any) -> Any:
    """Return the rows of the partnership."""
    return model.objects.using(SYSTEM).filter(partnership_id=partnership_id, **said)


def read_rest(partnership_id: UUID, facts: Gathered, *, today: date) -> None:
    """Fill in everything but the work and the money, as known today."""
    end = datetime.combine(today + timedelta(days=1), datetime.min.time(), tzinfo=UTC)
    facts.goals = [goal for terms in of(Terms, partnership_id) if (goal := _goal(terms, today))]
    facts.waits = [_wait(one) for one in of(Version, partnership_id, proposed_at__lt=end)]
    _openness(partnership_id, facts)
    _insight(partnership_id, facts)
    _pulse(partnership_id, facts)
    _between(partnership_id, facts)


def read_money(partnership_id: UUID, facts: Gathered, *, today: date) -> None:
    """Read what each side earns, where it is opened: by the sweep's own statements, which is kind to the peer."""
    if not any(one.topic in MONEY for one in facts.opened):
        return
    known = facts_for_benefit([partnership_id], as_of=today, using=SYSTEM).get(partnership_id, BenefitFacts())
    facts.margins = [
        MarginStand(one.party_id, one.project_id, one.margin, one.low, one.high, one.evidence_on)
        for one in known.margins
    ]
    facts.values = [ValueStand(one.party_id, one.value, one.gives, one.evidence_on) for one in known.values]


def _goal(terms: Any, today: date) -> GoalStand | None:
    if terms.goal.closed_on or not terms.starts_on <= today <= terms.ends_on + REMEMBERED:
        return None
    elapsed = as_decimal(expected_on(today, starts_on=terms.starts_on, ends_on=terms.ends_on))
    measures, days = [], []
    for row in of(MeasureTerms, terms.partnership_id, terms=terms).order_by("position"):
        measure = of(Measure, terms.partnership_id).get(id=row.measure_id)
        values = of(Value, terms.partnership_id, measure=measure, read_on__lte=today)
        newest = values.order_by("-read_on", "-recorded_at", "-id").first()
        days += [newest.read_on] if newest else []
        said = Measured(MeasureKind(measure.kind), row.weight, newest and newest.value, row.start, row.target)
        share = achieved_of(said)
        achieved = None if share is None else as_decimal(kept(share))
        measures.append(MeasureStand(row.weight, achieved, None if said.is_threshold else elapsed))
    return GoalStand(terms.goal_id, terms.weight, tuple(measures), max(days, default=None))


def _wait(version: Any) -> Wait:
    others = [
        one
        for one in of(Signature, version.partnership_id, version=version)
        if one.party_id != version.party_id
    ]
    ended_at = version.closed_at or max((one.signed_at for one in others), default=None)
    return Wait(version.party_id, _day(version.proposed_at), ended_at and _day(ended_at))


def _openness(partnership_id: UUID, facts: Gathered) -> None:
    Agreement.objects.using(SYSTEM).filter(partnership_id=partnership_id, kind="openness").first()
    for one in of(Grant, partnership_id):
        row = Opened(one.party_id, one.reader_id, Topic(one.topic), Step(one.step), one.until)
        (facts.withdrawn if one.is_withdrawn else facts.opened).append(row)
    for one in of(Ask, partnership_id):
        facts.questions.append(
            Question(one.party_id, _day(one.asked_at), one.answered_at and _day(one.answered_at))
        )


def _insight(partnership_id: UUID, facts: Gathered) -> None:
    for question in of(Asked, partnership_id):
        posts = list(of(Post, partnership_id, question=question).order_by("at", "id"))
        asked, answer = posts[0], posts[1] if len(posts) > 1 else None
        row = Question(asked.party_id, _day(asked.at), answer and _day(answer.at))
        facts.questions.append(row)
        facts.waits.append(Wait(row.party_id, row.asked_on, row.ended_on))
    for page in of(Page, partnership_id):
        newest = of(PageVersion, partnership_id, page=page).order_by("-number").first()
        facts.pages.append(Told(page.party_id, newest.fresh_until))


def _pulse(partnership_id: UUID, facts: Gathered) -> None:
    newest = of(Round, partnership_id, revealed_at__isnull=False).order_by("-number").first()
    if newest is None:
        return
    said: dict[tuple[UUID, UUID, str], list[int]] = {}
    for one in of(Rating, partnership_id, round=newest):
        if one.score is not None and one.about_id is not None:
            said.setdefault((one.party_id, one.about_id, one.question), []).append(one.score)
    facts.views = [
        View(*key, Fraction(sum(scores), len(scores)), _day(newest.revealed_at))
        for key, scores in said.items()
    ]
    facts.said_on = _day(newest.revealed_at)


def _between(partnership_id: UUID, facts: Gathered) -> None:
    warnings, notes = list(of(EarlyWarning, partnership_id)), list(of(Note, partnership_id))
    acted_on = [
        one
        for one in warnings
        if of(JointAction, partnership_id, origin="warning", origin_id=one.id).exists()
    ]
    facts.warned = [_day(one.created_at) for one in acted_on]
    facts.said_on = _latest([facts.said_on, *(_day(one.created_at) for one in (*warnings, *notes))])


def _latest(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day), default=None)


def _day(at: datetime) -> date:
    return at.astimezone(UTC).date()
