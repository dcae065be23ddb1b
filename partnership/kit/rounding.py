"""Rounding that keeps its promise: rounded parts sum to the rounded whole."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

WHOLE = Decimal(1)
CENT = Decimal("0.01")


def rounded(value: Decimal | Fraction | float, *, step: Decimal = WHOLE) -> Decimal:
    """Round half away from zero, as people do, to a multiple of the step."""
    exact = Fraction(value) / Fraction(step)
    steps = int(abs(exact) + Fraction(1, 2))
    return step * (steps if exact >= 0 else -steps)


def rounded_to_sum(
    parts: Sequence[Decimal | Fraction | float],
    *,
    total: Decimal | int,
    step: Decimal = WHOLE,
) -> list[Decimal]:
    """Round the parts to the step so that they sum to `total` exactly (largest remainder, Hamilton's method).

    Each part moves to one of its two neighbouring steps when the parts sum to the total within
    one step per part; a wider gap is spread evenly. Raises ValueError when the total is no
    multiple of the step, or is not zero while there are no parts.
    """
    if Decimal(total) % step:
        raise ValueError(f"{total} is no multiple of {step}")
    exact = [Fraction(part) / Fraction(step) for part in parts]
    floors = [value.numerator // value.denominator for value in exact]
    missing = int(Decimal(total) / step) - sum(floors)
    if missing and not floors:
        raise ValueError(f"no parts to hold {total}")
    rest = sorted(range(len(exact)), key=lambda index: (floors[index] - exact[index], index))
    for turn in range(abs(missing)):
        index = rest[turn % len(rest)] if missing > 0 else rest[-1 - turn % len(rest)]
        floors[index] += 1 if missing > 0 else -1
    return [step * steps for steps in floors]


def split(amount: Decimal, weights: Sequence[Decimal | int], *, step: Decimal = CENT) -> list[Decimal]:
    """Share an amount by weights, to the step, so that the shares sum to the amount.

    Raises ValueError when a weight is negative or none is positive.
    """
    whole = sum(Fraction(weight) for weight in weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights must be zero or more, and one of them more than zero")
    exact = [Fraction(amount) * Fraction(weight) / whole for weight in weights]
    return rounded_to_sum(exact, total=rounded(amount, step=step), step=step)
