"""What row-level security adds: main pages and lists with it, and by a role that bypasses it without any context."""

from bench.cost import Cost, interleaved
from bench.parts.pages import cookie_of, signed_in
from bench.parts.sizes import LARGE, SMALL, grow_homes
from bench.stage import Stage
from bench.table import Row, at_most, say
from bench.web import Server, serve
from bench.world import PARTNERSHIP, PROJECT, api_key, bench_id, grow

COUNT, ROUNDS = 30, 5
MORE = range(11, 31)
"""Partnerships that the same people have besides: a context has more than one id in it."""


def measure(stage: Stage) -> list[Row]:
    """Ask every page on both servers in turn; the goal is held by all together, the dearest is named."""
    grow_homes()
    grow(MORE[0], MORE[-1], entries=20)
    headers = {**cookie_of(signed_in()), "Authorization": f"Bearer {api_key()}"}
    servers = {
        "on": serve(stage, "guarded", "bench.peers.portal:application"),
        "off": serve(stage, "unguarded", "bench.peers.unguarded:application"),
    }
    costs: dict[str, dict[str, Cost]] = {}
    for name, path in _paths().items():
        say(f"  {name}")
        costs[name] = _both(servers, headers, path)
    for server in servers.values():
        server.child.stop()
    total = {way: sum(one[way].cpu for one in costs.values()) for way in servers}
    ratios = {name: one["on"].cpu / one["off"].cpu for name, one in costs.items()}
    told = ", ".join(f"{name} {value:.2f}" for name, value in ratios.items())
    return [
        at_most("row-level security over the main pages and lists, CPU", total["on"] / total["off"], 1.25, about=told),
    ]  # fmt: skip


def _both(servers: dict[str, Server], headers: dict[str, str], path: str) -> dict[str, Cost]:
    for server in servers.values():
        server.headers = headers
        server.warm(path)
    return interleaved(
        {way: lambda server=server: server.cost(path, count=COUNT) for way, server in servers.items()},
        rounds=ROUNDS,
    )


def _paths() -> dict[str, str]:
    home, project = f"/p/{bench_id(PARTNERSHIP, LARGE)}/", bench_id(PROJECT, LARGE)
    lists = f"/api/v1/partnerships/{bench_id(PARTNERSHIP, SMALL)}"
    return {
        "portfolio": "/",
        "home": home,
        "work": f"{home}work/",
        "project": f"{home}work/projects/{project}/",
        "health": f"{home}health/",
        "events": f"{home}events/",
        "people": f"{home}people/",
        "members": "/members/",
        "API partnerships": "/api/v1/partnerships",
        "API projects": "/api/v1/projects",
        "API entries": f"/api/v1/partnerships/{bench_id(PARTNERSHIP, LARGE)}/work-entries?limit=100",
        "API health": f"{lists}/health",
    }
