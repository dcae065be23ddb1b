"""Why a score moved: drivers whose points sum to the change, in exact numbers and in whole ones.

ΔS = Σ Δc. When a reading comes, goes or ages, the others' shares move too; their contributions then rise or fall
though nothing happened to them. So a driver is Δc − R·Δshare, with R the mean of both weeks' scores. Shares sum to 1
in both weeks, so the extra terms sum to 0 and the drivers still sum to ΔS.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from uuid import UUID

from partnership.kit.rounding import CENT, in_whole_numbers, rounded, rounded_to_sum
from projects.health.formula import LAMBDA, SPREAD, SPREAD_WEIGHT, Driver, Key, Scored, joint_score, spread

Moved = dict[Key, Fraction]
Term = tuple[Key, int, int]
"""What a reading gave, as a numerator and its denominator."""


def party_drivers(before: Scored, after: Scored) -> list[Driver]:
    """What moved one party's score, in hundredths that sum to ΔS; empty when a week has no score."""
    if before.score is None or after.score is None:
        return []
    return _drivers(_summed(_terms(before, after)), total=after.score - before.score)


def joint_drivers(
    before: Mapping[UUID, Scored],
    after: Mapping[UUID, Scored],
    *,
    spread_weight: Decimal = SPREAD_WEIGHT,
    spread_weight_before: Decimal | None = None,
) -> list[Driver]:
    """What moved the joint score, in hundredths that sum to ΔJ; empty when the weeks can't be compared.

    A reading counts with the mean of what it did to each party; the parties coming closer or drifting apart is a driver
    itself, and so is a newly signed λ: −λ'·spread' + λ·spread = −λ·Δspread − Δλ·spread'.
    """
    earlier = spread_weight if spread_weight_before is None else spread_weight_before
    old = joint_score([party.score for party in before.values()], spread_weight=earlier)
    new = joint_score([party.score for party in after.values()], spread_weight=spread_weight)
    if old is None or new is None or before.keys() != after.keys():
        return []
    terms = [term for party, scored in after.items() for term in _terms(before[party], scored)]
    exact = _summed(terms, of=len(after))
    apart = Fraction(_spread(after)) - Fraction(_spread(before))
    exact[Key(SPREAD, SPREAD)] = -Fraction(earlier) * apart
    if spread_weight != earlier:
        exact[Key(SPREAD, LAMBDA)] = -Fraction(spread_weight - earlier) * Fraction(_spread(after))
    return _drivers(exact, total=new - old)


def whole_drivers(drivers: Sequence[Driver], *, before: Decimal, after: Decimal) -> list[Driver]:
    """The drivers in whole points, summing to the difference of the two whole scores that people see; zeros are left out."""
    if not drivers:
        return []
    total = rounded(after) - rounded(before)
    points = rounded_to_sum([driver.points for driver in drivers], total=total)
    whole = [Driver(driver.key, value) for driver, value in zip(drivers, points, strict=True) if value]
    return sorted(whole, key=lambda driver: (-abs(driver.points), _order(driver.key)))


def _terms(before: Scored, after: Scored) -> Iterator[Term]:
    """What each reading of the two weeks gave: ±(c − R·counts / Σ counts), over one denominator for each week."""
    if before.score is None or after.score is None:
        return
    middle, halves = ((before.score + after.score) / 2).as_integer_ratio()
    for scored, sign in ((before, -1), (after, 1)):
        counts, _under = in_whole_numbers([reading.counts for reading in scored.readings])
        points, parts = in_whole_numbers(scored.contributions)
        evidence = sum(counts)
        for reading, count, point in zip(scored.readings, counts, points, strict=True):
            over = point * halves * evidence - middle * count * parts
            yield reading.key, sign * over, parts * halves * evidence


def _summed(terms: Iterable[Term], *, of: int = 1) -> Moved:
    """The terms of each reading together, a part of so many: in whole numbers, which cost a tenth of what Fractions do."""
    listed = list(terms)
    under = lcm(*{bottom for _key, _top, bottom in listed})
    found: dict[Key, int] = {}
    for key, top, bottom in listed:
        found[key] = found.get(key, 0) + top * (under // bottom)
    return {key: Fraction(top, under * of) for key, top in found.items()}


def _drivers(exact: Moved, *, total: Decimal) -> list[Driver]:
    keys = sorted(exact, key=lambda key: (-abs(exact[key]), _order(key)))
    points = rounded_to_sum([exact[key] for key in keys], total=total, step=CENT)
    return [Driver(key, value) for key, value in zip(keys, points, strict=True) if value]


def _spread(parties: Mapping[UUID, Scored]) -> Decimal:
    return spread([party.score for party in parties.values() if party.score is not None])


def _order(key: Key) -> tuple[str, ...]:
    return tuple(str(part) for part in key)
