"""What would help most: for each side the one thing it can act on that would raise the joint score most.

Not a list written by hand but the formula asked again: each part that a side can act on is set to 100, for every party
whose score holds it, and the joint score is counted anew. No Django, no clock, no database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from projects.health.formula import Key, Scored, joint_score, score_party

WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the score, the parties whose score it holds back, and the points of J that it would give at most."""

    key: Key
    parties: tuple[UUID, ...]
    points: Decimal


def best_steps(
    scored: Mapping[UUID, Scored], *, spread_weight: Decimal, others_act: Callable[[Key], bool]
) -> dict[UUID, Step]:
    """Return for each party its best step; a party that can raise nothing has none.

    `others_act(key)` says of a part that only the other parties can act on what it tells of a party: an answer that the
    party waits for. All other parts are everybody's to act on.
    """
    now = joint_score([one.score for one in scored.values()], spread_weight=spread_weight)
    if now is None:
        return {}
    known: dict[tuple[Key, tuple[UUID, ...]], Decimal] = {}

    def step_of(key: Key, held: tuple[UUID, ...]) -> Step:
        if (key, held) not in known:
            known[key, held] = _joint_with(scored, key, held, spread_weight) - now
        return Step(key, held, known[key, held])

    found = {}
    for party in scored:
        steps = [
            step_of(key, held) for key in _keys(scored) if (held := _held(scored, key, party, others_act))
        ]
        found[party] = min((step for step in steps if step.points > 0), key=_order, default=None)
    return {party: step for party, step in found.items() if step}


def _keys(scored: Mapping[UUID, Scored]) -> Sequence[Key]:
    return list(dict.fromkeys(reading.key for one in scored.values() for reading in one.readings))


def _held(
    scored: Mapping[UUID, Scored], key: Key, actor: UUID, others_act: Callable[[Key], bool]
) -> tuple[UUID, ...]:
    """The parties whose score this part holds back, and that the actor can help with it."""
    but = actor if others_act(key) else None
    return tuple(party for party, one in scored.items() if party != but and _is_short(one, key))


def _is_short(one: Scored, key: Key) -> bool:
    return any(
        reading.key == key and reading.score is not None and reading.score < WHOLE for reading in one.readings
    )


def _joint_with(
    scored: Mapping[UUID, Scored], key: Key, held: Sequence[UUID], spread_weight: Decimal
) -> Decimal:
    """The joint score with one part at 100 for these parties."""
    scores = [_whole(one, key).score if party in held else one.score for party, one in scored.items()]
    return joint_score(scores, spread_weight=spread_weight) or Decimal(0)


def _whole(one: Scored, key: Key) -> Scored:
    return score_party(
        [reading._replace(score=WHOLE) if reading.key == key else reading for reading in one.readings]
    )


def _order(step: Step) -> tuple[Decimal, tuple[str, ...]]:
    return -step.points, tuple(str(part) for part in step.key)
