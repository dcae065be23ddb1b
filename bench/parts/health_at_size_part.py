"""A week's health of a hundred thousand partnerships with two million entries: most of an hour, so only where it is named."""

from bench.parts.health_part import measured
from bench.stage import Stage
from bench.table import Row

FEW, MANY = 10_000, 100_000


def measure(stage: Stage) -> list[Row]:
    """Measure at the size that the portal is made for, against a tenth of it."""
    return measured(stage, few=FEW, many=MANY)
