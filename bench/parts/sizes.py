"""The partnerships that several parts ask, made once."""

from functools import cache

from bench.table import say
from bench.world import CROWD, PARTNERSHIP, bench_id, grow, settle
from projects.health.tasks import compute_partnership

DEEP, DEEP_ENTRIES = 1, 210_000
SMALL, LARGE = 2, 3
FEED, FEED_EVENTS = 4, 210_000
FEW, MANY = 30, 30_000
CROWD_FIRST, CROWD_OF, CROWD_ENTRIES = 2001, 100, 3000


@cache
def grow_deep() -> None:
    """Make one partnership with more entries than anybody pages through."""
    say(f"  {DEEP_ENTRIES:,} entries")
    grow(DEEP, DEEP, entries=DEEP_ENTRIES, tasks=2000, deliverables=40)


@cache
def grow_feed() -> None:
    """Make one partnership with a longer history than anybody reads in one go."""
    say(f"  {FEED_EVENTS:,} events")
    grow(FEED, FEED, entries=FEW, tasks=10, deliverables=4, events=FEED_EVENTS)


@cache
def grow_homes() -> None:
    """Make a partnership with little and one with a lot behind its home, and compute half a year of health for both."""
    say(f"  homes with {FEW} and {MANY:,} entries")
    grow(SMALL, SMALL, entries=FEW, tasks=10, deliverables=6, events=FEW)
    grow(LARGE, LARGE, entries=MANY, tasks=1000, deliverables=60, events=MANY)
    for number in (SMALL, LARGE):
        compute_partnership(str(bench_id(PARTNERSHIP, number)))
    settle()


@cache
def grow_crowd() -> None:
    """Make the entries of strangers, ten times as many as anybody's own."""
    say(f"  {CROWD_OF * CROWD_ENTRIES:,} entries of others")
    grow(CROWD_FIRST, CROWD_FIRST + CROWD_OF - 1, entries=CROWD_ENTRIES, sides=CROWD)
