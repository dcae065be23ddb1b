"""Why a score moved: drivers whose points sum to the change, in exact numbers and in whole ones.

ΔS = Σ Δc. When a reading comes, goes or ages, the others' shares move too; their contributions then rise or fall
though nothing happened to them. So a driver is Δc − R·Δshare, with R the mean of both weeks' scores. Shares sum to 1
in both weeks, so the extra terms sum to 0 and the drivers still sum to ΔS.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from partnership.kit.rounding import CENT, rounded, rounded_to_sum
from projects.health.formula import LAMBDA, SPREAD, SPREAD_WEIGHT, Driver, Key, Scored, joint_score, spread

Moved = dict[Key, Fraction]


def party_drivers(before: Scored, after: Scored) -> list[Driver]:
    """What moved one party's score, in hundredths that sum to ΔS; empty when a week has no score."""
    exact = _exact(before, after)
    if before.score is None or after.score is None:
        return []
    return _drivers(exact, total=after.score - before.score)


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
    exact: Moved = {}
    for party, scored in after.items():
        for key, points in _exact(before[party], scored).items():
            exact[key] = exact.get(key, Fraction(0)) + points / len(after)
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


def _exact(before: Scored, after: Scored) -> Moved:
    if before.score is None or after.score is None:
        return {}
    middle = Fraction(before.score + after.score) / 2
    moved: Moved = {}
    for scored, sign in ((before, -1), (after, 1)):
        evidence = Fraction(sum(reading.counts for reading in scored.readings))
        for reading, contribution in zip(scored.readings, scored.contributions, strict=True):
            share = Fraction(reading.counts) / evidence
            points = sign * (Fraction(contribution) - middle * share)
            moved[reading.key] = moved.get(reading.key, Fraction(0)) + points
    return moved


def _drivers(exact: Moved, *, total: Decimal) -> list[Driver]:
    keys = sorted(exact, key=lambda key: (-abs(exact[key]), _order(key)))
    points = rounded_to_sum([exact[key] for key in keys], total=total, step=CENT)
    return [Driver(key, value) for key, value in zip(keys, points, strict=True) if value]


def _spread(parties: Mapping[UUID, Scored]) -> Decimal:
    return spread([party.score for party in parties.values() if party.score is not None])


def _order(key: Key) -> tuple[str, ...]:
    return tuple(str(part) for part in key)
