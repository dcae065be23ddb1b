"""Early warnings in the dimension of feedback: raised in the last eight weeks with something done about them, they are good.

warned  a fifth of the dimension, 100 for every side alike, as old as the newest such warning. Whoever saw it coming, both
        are served by it. Without one it has no value: that nobody warned is not bad, and not good either.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from projects.health.formula import HALF_LIVES, Key, Reading, freshness, shared_out

DIMENSION = "feedback"
WARNED = "warned"
KEY = Key(DIMENSION, WARNED)
SHARE = 20
WINDOW = timedelta(days=56)
GOOD = Decimal(100)


def with_warnings(
    heard: Mapping[UUID, list[Reading]],
    raised: Sequence[date],
    *,
    parties: Iterable[UUID],
    as_of: date,
    weight: Decimal,
) -> Mapping[UUID, list[Reading]]:
    """The readings of the dimension with the early warnings beside: `raised` are the days of those acted on.

    Their fifth is taken from what was said in a pulse; without a pulse the rest of the dimension has no value.
    """
    recent = [day for day in raised if as_of - WINDOW < day <= as_of]
    if not recent:
        return heard
    rest, fifth = shared_out(weight, (100 - SHARE, SHARE))
    age = (as_of - max(recent)).days
    fresh = freshness(age, half_life_weeks=HALF_LIVES[DIMENSION])
    warned = Reading(KEY, fifth, fresh, GOOD, {"warnings": len(recent)})
    return {
        party: [*(one._replace(weight=rest) for one in heard.get(party, ())), warned] for party in parties
    }
