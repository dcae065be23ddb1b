"""The API's list of a hundred entries, against the least that could do it and what Django APIs use; and its depth."""

import json

from accounts.doors import entered
from api.paging import SIGNER, write_cursor
from bench.cost import interleaved, ratio
from bench.parts.sizes import DEEP, grow_deep
from bench.stage import Stage
from bench.table import Row, at_least, at_most, say
from bench.web import serve
from bench.world import PARTNERSHIP, actor_of, api_key, bench_id
from projects.work.models import WorkEntry

COUNT, ROUNDS = 100, 7
DEPTH = 200_000


def measure(stage: Stage) -> list[Row]:
    """Serve all three on the same kind of server and ask them in turn."""
    grow_deep()
    partnership_id = bench_id(PARTNERSHIP, DEEP)
    portal = serve(stage, "portal", "bench.peers.portal:application")
    portal.headers = {"Authorization": f"Bearer {api_key()}"}
    bare = serve(stage, "bare", "bench.peers.bare:application", BENCH_DATABASE_URL=stage.system_url)
    drf = serve(stage, "drf", "bench.peers.drf:application", DATABASE_URL=stage.system_url)
    path = f"/api/v1/partnerships/{partnership_id}/work-entries?limit=100"
    deep = f"{path}&cursor={_cursor(portal.get(path)[0])}"
    at_peers = f"/{partnership_id}/{actor_of().organization_id}"
    _require_the_same(portal.get(path)[0], bare.get(at_peers)[0], drf.get(at_peers)[0])
    portal.warm(path, deep)
    bare.warm(at_peers)
    drf.warm(at_peers)
    say("  asking in turn")
    costs = interleaved(
        {
            "portal": lambda: portal.cost(path, count=COUNT),
            "bare": lambda: bare.cost(at_peers, count=COUNT),
            "drf": lambda: drf.cost(at_peers, count=COUNT // 4),
            "deep": lambda: portal.cost(deep, count=COUNT),
        },
        rounds=ROUNDS,
    )
    for server in (portal, bare, drf):
        server.child.stop()
    told = "; ".join(f"{name} {cost.told()}" for name, cost in costs.items())
    return [
        at_most(
            "API list of 100, CPU against psycopg + orjson", ratio(costs, "portal", "bare"), 3.0, about=told
        ),
        at_least(
            "API list of 100, how much less CPU than ModelSerializer", ratio(costs, "drf", "portal"), 3.5
        ),
        at_most(f"API list at depth {DEPTH:,}, CPU against depth 0", ratio(costs, "deep", "portal"), 1.3),
    ]


def _require_the_same(*pages: bytes) -> None:
    """Raise RuntimeError unless all answer the same entries with the same fields; times differ in how they are written."""
    seen = [
        [{**row, "created_at": "", "updated_at": ""} for row in json.loads(page)["data"]] for page in pages
    ]
    if not seen[0] or any(one != seen[0] for one in seen[1:]):
        raise RuntimeError("the list's limit and peer do not answer what the portal answers")


def _cursor(first_page: bytes) -> str:
    """Return the cursor that goes on at the depth: the portal's own, with another row's place in it."""
    fingerprint = SIGNER.unsign_object(json.loads(first_page)["next_cursor"])[0]
    partnership_id = bench_id(PARTNERSHIP, DEEP)
    with entered(actor_of(), partnership_id=partnership_id):
        rows = WorkEntry.objects.filter(partnership_id=partnership_id).order_by("-done_on", "-id")
        day, key = rows.values_list("done_on", "id")[DEPTH]
    return write_cursor(fingerprint, [day.isoformat(), str(key)])
