"""Computing a week's health for many partnerships at once: facts in SQL, the formula in Python, rows in bulk.

Not an actor's action but a sweep: it passes row-level security as the named sweep "health.compute" and nothing else calls it.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from accounts.doors import system_door
from partnership.kit.memory import without_collecting
from partnership.kit.weeks import Week
from projects.health import answers, benefit, delivery, feedback, goals, openness
from projects.health.before import before_week, started_with
from projects.health.formula import DEFAULT, Agreed, Reading, Scored, score_party
from projects.health.gathering import Gathered, agreed_weights, gather
from projects.health.storing import SYSTEM, Counted, store_weeks
from projects.health.warned import with_warnings


def compute_batch(partnership_ids: Sequence[UUID], *, week: Week, now: datetime) -> int:
    """Count and store the week for these partnerships, at most 1,000 in one transaction; return how many.

    The same again gives the same rows: a batch may be repeated, or two may run at once.
    """
    as_of = min(week.sunday, now.date())
    with system_door("health.compute"), without_collecting():
        counted = _count(sorted(partnership_ids), week=week, as_of=as_of)
        store_weeks(counted, week=week, as_of=as_of, now=now)
    return len(counted)


def _count(partnership_ids: Sequence[UUID], *, week: Week, as_of: date) -> list[Counted]:
    started = started_with(partnership_ids, using=SYSTEM)
    agreed = agreed_weights(partnership_ids, week=week, using=SYSTEM)
    facts = gather(partnership_ids, as_of=as_of, using=SYSTEM)
    said_on = {key: known.said_on for key, known in facts.items()}
    first_days = {key: day for key, (day, _sides) in started.items()}
    before = before_week(partnership_ids, week=week, said_on=said_on, started_on=first_days, using=SYSTEM)
    counted = []
    for partnership_id, (_day, sides) in started.items():
        terms = agreed.get(partnership_id, DEFAULT)
        scored = score_parties(sides, facts[partnership_id], terms, as_of=as_of)
        counted.append(Counted(partnership_id, scored, before[partnership_id], terms.spread_weight))
    return counted


def score_parties(
    sides: Sequence[UUID], facts: Gathered, terms: Agreed, *, as_of: date
) -> dict[UUID, Scored]:
    """Score each party: goals and delivery are the same for all of them, the rest is each party's own."""
    weights = terms.weights
    shared = [
        *goals.readings(facts.goals, as_of=as_of, weight=weights[goals.DIMENSION]),
        *delivery.readings(facts.clocks, as_of=as_of, weight=weights[delivery.DIMENSION]),
    ]
    own = _own(sides, facts, weights, as_of)
    # Most partnerships have nothing of one side alone: what is the same for all is scored once.
    if own.keys() >= set(sides):
        return {side: score_party([*shared, *own[side]], weights=weights) for side in sides}
    alike = score_party(shared, weights=weights)
    return {
        side: score_party([*shared, *own[side]], weights=weights) if side in own else alike for side in sides
    }


def _own(
    sides: Sequence[UUID], facts: Gathered, weights: Mapping[str, Decimal], as_of: date
) -> dict[UUID, list[Reading]]:
    """The readings that are each side's own."""
    waits = answers.readings(facts.waits, as_of=as_of, weight=weights[answers.DIMENSION])
    found = {party: [one] for party, one in waits.items()}
    opened = openness.readings(
        facts.opened,
        facts.withdrawn,
        facts.questions,
        facts.pages,
        sides=sides,
        as_of=as_of,
        weight=weights[openness.DIMENSION],
    )
    earns = benefit.readings(
        facts.margins,
        facts.values,
        facts.opened,
        parties=sides,
        as_of=as_of,
        weight=weights[benefit.DIMENSION],
    )
    weight = weights[feedback.DIMENSION]
    pulse = feedback.readings(facts.views, as_of=as_of, weight=weight)
    heard = with_warnings(pulse, facts.warned, parties=sides, as_of=as_of, weight=weight)
    for several in (opened, earns, heard):
        for party, rows in several.items():
            found.setdefault(party, []).extend(rows)
    return found
