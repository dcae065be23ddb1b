"""The home of a partnership with little and with a lot behind it, against an empty page of the same layout."""

from bench.cost import interleaved, ratio
from bench.parts.pages import cookie_of, queries_of, signed_in
from bench.parts.sizes import FEW, LARGE, MANY, SMALL, grow_homes
from bench.stage import Stage
from bench.table import Row, at_most, say
from bench.web import serve
from bench.world import PARTNERSHIP, bench_id

COUNT, ROUNDS = 40, 7
MOST_QUERIES = 15


def measure(stage: Stage) -> list[Row]:
    """Ask the homes and the empty page in turn, and count their queries."""
    grow_homes()
    paths = {
        name: f"/p/{bench_id(PARTNERSHIP, number)}/" for name, number in (("few", SMALL), ("many", LARGE))
    }
    client = signed_in()
    counts = {name: queries_of(client, path) for name, path in paths.items()}
    paths["empty"] = f"{paths['few']}empty/"
    server = serve(stage, "portal", "bench.peers.portal:application")
    server.headers = cookie_of(client)
    server.warm(*paths.values())
    say("  asking in turn")
    costs = interleaved(
        {name: lambda path=path: server.cost(path, count=COUNT) for name, path in paths.items()},
        rounds=ROUNDS,
    )
    server.child.stop()
    told = "; ".join(f"{name} {cost.told()}" for name, cost in costs.items())
    return [
        at_most(f"home with {FEW} entries, CPU against an empty page", ratio(costs, "few", "empty"), 4, about=told),
        at_most(f"home with {MANY:,} entries, CPU against an empty page", ratio(costs, "many", "empty"), 4),
        at_most("home, queries", max(counts.values()), MOST_QUERIES, ""),
        Row(
            "home, queries at both sizes", f"{counts['few']} and {counts['many']}", "the same",
            counts["few"] == counts["many"],
        ),
    ]  # fmt: skip
