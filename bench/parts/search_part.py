"""Search: what row-level security adds to it, and what the notes of 30,000 entries add, of one's own and of others."""

from bench.cost import Cost, interleaved
from bench.parts.pages import cookie_of, signed_in
from bench.parts.sizes import FEW, LARGE, MANY, SMALL, grow_crowd, grow_homes
from bench.stage import Stage
from bench.table import Row, at_most, say
from bench.web import serve
from bench.world import PARTNERSHIP, bench_id

COUNT, ROUNDS = 30, 5
RARE, COMMON = "number+17", "work"
"""Words of one entry in each partnership, and of all."""


def measure(stage: Stage) -> list[Row]:
    """Search for a rare and a common word, with little and a lot behind them, by both roles in turn."""
    grow_homes()
    grow_crowd()
    servers = {
        "on": serve(stage, "guarded", "bench.peers.portal:application"),
        "off": serve(stage, "bypassing", "bench.peers.bypassing:application"),
    }
    headers = cookie_of(signed_in())
    paths = {
        (size, word): f"/p/{bench_id(PARTNERSHIP, number)}/search/?q={word}"
        for size, number in (("few", SMALL), ("many", LARGE))
        for word in (RARE, COMMON)
    }
    contenders = {}
    for way, server in servers.items():
        server.headers = headers
        for key, path in paths.items():
            server.warm(path)
            contenders[way, *key] = lambda server=server, path=path: server.cost(path, count=COUNT)
    say("  asking in turn")
    costs: dict[tuple[str, str, str], Cost] = interleaved(contenders, rounds=ROUNDS)  # type: ignore[arg-type, assignment]
    for server in servers.values():
        server.child.stop()
    return _rows(costs)


def _rows(costs: dict[tuple[str, str, str], Cost]) -> list[Row]:
    def total(*keys: tuple[str, str, str]) -> float:
        return sum(costs[key].cpu for key in keys)

    guarded = [key for key in costs if key[0] == "on"]
    told = "; ".join(f"{word} among {size} {costs['on', size, word].told()}" for _way, size, word in guarded)
    ratio = total(*guarded) / total(*(("off", *key[1:]) for key in guarded))
    grown = {word: total(("on", "many", word)) / total(("on", "few", word)) for word in (RARE, COMMON)}
    behind = f"behind it, CPU against {FEW}"
    return [
        at_most("search under row-level security, CPU", ratio, 1.25, about=told),
        at_most(f"search for a rare word, {MANY:,} entries {behind}", grown[RARE], 1.5),
        at_most(f"search for a word of all entries, {MANY:,} {behind}", grown[COMMON], 4),
    ]
