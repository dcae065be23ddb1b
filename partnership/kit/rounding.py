"""Rounding that keeps its promise: rounded parts sum to the rounded whole.

All of it is exact: numbers are taken as ratios of whole numbers, which cost a tenth of what Fractions do.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import TypeVar

WHOLE = Decimal(1)
CENT = Decimal("0.01")
Exact = Decimal | Fraction | float
Steps = TypeVar("Steps", int, Decimal)


def rounded(value: Exact, *, step: Decimal = WHOLE) -> Decimal:
    """Round half away from zero, as people do, to a multiple of the step."""
    return divided(value, 1, step=step)


def divided(part: Exact, whole: Exact, *, step: Decimal = WHOLE) -> Decimal:
    """Return part / whole rounded as `rounded` does, from the exact quotient; `whole` is more than zero."""
    top, under = part.as_integer_ratio()
    over, bottom = whole.as_integer_ratio()
    unit, units = step.as_integer_ratio()
    top, bottom = top * bottom * units, under * over * unit
    steps = (2 * abs(top) + bottom) // (2 * bottom)
    return step * (steps if top >= 0 else -steps)


def rounded_to_sum(
    parts: Sequence[Exact],
    *,
    total: Decimal | int,
    step: Decimal = WHOLE,
    whole: Exact = 1,
) -> list[Decimal]:
    """Round the parts (each divided by `whole`) to the step so that they sum to `total` exactly.

    By largest remainder, Hamilton's method. Each part moves to one of its two neighbouring steps when the parts sum to the
    total within one step per part; a wider gap is spread evenly. Raises ValueError when the total is no multiple of the
    step, or is not zero while there are no parts.
    """
    numbers, under = in_whole_numbers(parts)
    over, bottom = whole.as_integer_ratio()
    unit, units = step.as_integer_ratio()
    factor = bottom * units
    floors = [divmod(number * factor, under * over * unit) for number in numbers]
    return [step * steps for steps in made_to_sum(floors, _in_steps(total, step))]


def split(amount: Decimal, weights: Sequence[Decimal | int], *, step: Decimal = CENT) -> list[Decimal]:
    """Share an amount by weights, to the step, so that the shares sum to the amount.

    Raises ValueError when a weight is negative or none is positive.
    """
    sizes, _under = in_whole_numbers(weights)
    whole = sum(sizes)
    if whole <= 0 or min(sizes) < 0:
        raise ValueError("weights must be zero or more, and one of them more than zero")
    top, under = amount.as_integer_ratio()
    unit, units = step.as_integer_ratio()
    factor, bottom = top * units, under * unit * whole
    floors = [divmod(size * factor, bottom) for size in sizes]
    return [step * steps for steps in made_to_sum(floors, _in_steps(rounded(amount, step=step), step))]


def in_whole_numbers(values: Sequence[Exact]) -> tuple[list[int], int]:
    """Return the values as whole numbers over one denominator, and that denominator."""
    ratios = [value.as_integer_ratio() for value in values]
    under = lcm(*[bottom for _top, bottom in ratios])
    return [top * (under // bottom) for top, bottom in ratios], under


def _in_steps(total: Decimal | int, step: Decimal) -> int:
    top, under = total.as_integer_ratio()
    unit, units = step.as_integer_ratio()
    steps, rest = divmod(top * units, under * unit)
    if rest:
        raise ValueError(f"{total} is no multiple of {step}")
    return steps


def made_to_sum(parts: Sequence[tuple[Steps, Steps]], total: int) -> list[Steps]:
    """Return the whole steps of (steps, remainder), moved by one where the remainders are largest, so that they sum to `total`."""
    steps = [whole for whole, _rest in parts]
    missing = int(total - sum(steps))
    if not missing:
        return steps
    if not steps:
        raise ValueError(f"no parts to hold {total}")
    order = sorted(range(len(parts)), key=lambda index: -parts[index][1])
    for turn in range(abs(missing)):
        index = order[turn % len(order)] if missing > 0 else order[-1 - turn % len(order)]
        steps[index] += 1 if missing > 0 else -1
    return steps
