"""A build-up as rows of a table: by the line where lines are opened, else by role, else prices alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise

from projects.pricing.buildup import Ratios
from projects.pricing.buildup_shown import BuildUpSeen
from projects.pricing.sheet_fields import SORTS


@dataclass(frozen=True, slots=True)
class BuildUpRow:
    """A line, or the lines of a role or a sort together; `ratios` hold what is opened of its cost."""

    name: str | Promise
    sort: str | Promise
    hours: Decimal | None
    ratios: Ratios


def build_up_rows(seen: BuildUpSeen) -> Sequence[BuildUpRow]:
    """Return the rows in the order of the sheet."""
    if seen.has_roles and not seen.has_lines:
        return [
            BuildUpRow(one.role or SORTS[one.sort.value], SORTS[one.sort.value], None, one.ratios)
            for one in seen.groups
        ]
    return [
        BuildUpRow(
            one.line.text or one.line.role,
            SORTS[one.line.sort.value],
            one.line.hours,
            one.ratios or Ratios(one.price),
        )
        for one in seen.lines
    ]
