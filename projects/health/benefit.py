"""The benefit dimension: whether a party earns, told by lights alone.

A score is for every side's eyes, so it is made only of what every side may see: a party that has not opened its cost or
margin (of a commissioner: its outcome value) to every other side at least as a light has no value here. And only the light
counts, never the number, so that nothing can be counted back from a score:

margin  of each project that the party delivers: inside the signed corridor 100, at most 5 points outside 60, further 20;
value   of all outcomes that the others have confirmed, against price and own hours together: covered 100, at least 95 %
        covered 60, less 20.

Each margin and the value count alike. What an opened side has not stated yet has no value: it lowers the coverage.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from projects.health.formula import HALF_LIVES, WEIGHTS, Key, Reading, freshness, shared_out
from projects.openness.steps import Opened, Step, Topic, step_in

DIMENSION = "benefit"
MARGIN, VALUE = "margin", "value"
INSIDE, NEAR, FAR = "inside", "near", "far"
SCORES: Mapping[str, Decimal] = {INSIDE: Decimal(100), NEAR: Decimal(60), FAR: Decimal(20)}
NEARBY = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class MarginStand:
    """A project's margin on a day for the side that delivers it: a fraction, None while price or cost is not known.

    The corridor's ends are fractions too and belong to it; None is an open end.
    """

    party_id: UUID
    project_id: UUID
    margin: Decimal | None
    low: Decimal | None
    high: Decimal | None
    evidence_on: date | None


@dataclass(frozen=True, slots=True)
class ValueStand:
    """What the others have confirmed as a commissioner's gain, and what it gives for it: price and own hours, in money.

    `value` is None while nothing is confirmed or the two can't be compared.
    """

    party_id: UUID
    value: Decimal | None
    gives: Decimal
    evidence_on: date | None


def margin_light(margin: Decimal, *, low: Decimal | None, high: Decimal | None) -> str:
    """Return where a margin stands against its corridor, all as fractions of the price: inside, near or far."""
    under = low - margin if low is not None else Decimal(0)
    over = margin - high if high is not None else Decimal(0)
    outside = max(under, over, Decimal(0))
    return INSIDE if not outside else NEAR if outside <= NEARBY else FAR


def value_light(value: Decimal, *, gives: Decimal) -> str:
    """Return whether a value covers what is given for it: inside, near (at least 95 % of it) or far."""
    if value >= gives:
        return INSIDE
    return NEAR if value >= gives * (1 - NEARBY) else FAR


def opened_to_all(
    opened: Sequence[Opened], party: UUID, topic: Topic, *, parties: Collection[UUID], as_of: date
) -> bool:
    """Return whether a side has opened a topic to every other side, as a light at least."""
    others = [one for one in parties if one != party]
    return bool(others) and all(
        step_in(opened, party, one, topic, today=as_of) >= Step.EXISTS for one in others
    )


def readings(
    margins: Sequence[MarginStand],
    values: Sequence[ValueStand],
    opened: Sequence[Opened],
    *,
    parties: Collection[UUID],
    as_of: date,
    weight: Decimal = WEIGHTS[DIMENSION],
) -> Mapping[UUID, list[Reading]]:
    """The readings of each party that has opened what they are made of; the weights of each sum to the dimension's."""
    found: dict[UUID, list[Reading]] = {}
    for party in sorted(parties) if margins or values else ():
        rows: list[Reading] = []
        if opened_to_all(opened, party, Topic.MARGIN, parties=parties, as_of=as_of):
            own = sorted((one for one in margins if one.party_id == party), key=lambda row: row.project_id)
            rows += [_margin(one, as_of) for one in own]
        if opened_to_all(opened, party, Topic.OUTCOME_VALUE, parties=parties, as_of=as_of):
            rows += [_value(one, as_of) for one in values if one.party_id == party]
        if rows:
            found[party] = _weighed(rows, weight)
    return found


def _margin(one: MarginStand, as_of: date) -> Reading:
    light = "" if one.margin is None else margin_light(one.margin, low=one.low, high=one.high)
    return _reading(Key(DIMENSION, MARGIN, one.project_id), light, one.evidence_on, as_of)


def _value(one: ValueStand, as_of: date) -> Reading:
    light = "" if one.value is None else value_light(one.value, gives=one.gives)
    return _reading(Key(DIMENSION, VALUE), light, one.evidence_on, as_of)


def _reading(key: Key, light: str, evidence_on: date | None, as_of: date) -> Reading:
    if not light or evidence_on is None:
        return Reading(key, Decimal(0), Decimal(0), None)
    fresh = freshness((as_of - evidence_on).days, half_life_weeks=HALF_LIVES[DIMENSION])
    return Reading(key, Decimal(0), fresh, SCORES[light], {"light": light})


def _weighed(rows: Sequence[Reading], weight: Decimal) -> list[Reading]:
    shares = shared_out(weight, (1,) * len(rows))
    return [
        Reading(row.key, share, row.freshness, row.score, row.fact)
        for row, share in zip(rows, shares, strict=True)
    ]
