"""Partnerships with all that health counts: work, and what stands in `relations.sql`."""

import json
import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from django.db import connections

from bench.table import say
from bench.world import BENCH_ID, CROWD, TODAY, grow
from projects.pricing.sheet import SheetKind, SheetTerms, written

ENTRIES, TASKS, DELIVERABLES = 20, 10, 4
AT_ONCE = 5_000
"""Partnerships made in one transaction: what checks their keys waits in memory until its end."""
NAMED = re.compile(r"(?<!:):(?=[a-z])(\w+)")


def grow_partnerships(first: int, last: int, *, sides: int = CROWD, settles: bool = True) -> None:
    """Make the partnerships numbered `first` to `last`, each with everything."""
    for start in range(first, last + 1, AT_ONCE):
        end = min(start + AT_ONCE - 1, last)
        grow(start, end, entries=ENTRIES, tasks=TASKS, deliverables=DELIVERABLES, sides=sides, settles=False)
        _relate(start, end, sides)
    if settles:
        say(f"  {last - first + 1:,} partnerships made")
        with connections["migrate"].cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")


def _relate(first: int, last: int, sides: int) -> None:
    named = {
        "first": first, "last": last, "sides": sides, "today": TODAY, "now": datetime.now(tz=UTC),
        "sheet": json.dumps(written(_sheet())),
    }  # fmt: skip
    text = (Path(__file__).parent / "relations.sql").read_text(encoding="utf-8")
    statements = NAMED.sub(r"%(\1)s", text.replace("%", "%%")).split(";\n")
    with connections["migrate"].cursor() as cursor:
        cursor.execute(BENCH_ID.replace("CREATE", "CREATE OR REPLACE").replace("bench_id", "id"))
        for statement in statements[:-1]:
            cursor.execute(re.sub(r"(?<![\w.])id\(", "pg_temp.id(", statement), named)


def _sheet() -> SheetTerms:
    """A sheet of time and materials with a fair range; its lines stand beside it."""
    return SheetTerms(
        UUID(int=0), "Project", SheetKind.TIME_AND_MATERIALS, "SEK",
        corridor_low=Decimal(15), corridor_high=Decimal(30),
    )  # fmt: skip
