"""The same first steps in TypeScript: types made of the description alone, checked strictly, and run by Node."""

import json

import pytest

from api.tests.node import node_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_generated_typescript_client_goes_from_key_to_health_score(
    live_server, nobody, sam, counted_project, world, tmp_path
):
    node = node_in(tmp_path)
    nobody.get("/openapi.json")
    (tmp_path / "openapi.json").write_bytes(nobody.last.content)

    node.run("openapi-typescript", "openapi.json", "--output", "portal.d.ts")
    node.run("tsc", "--project", ".")
    said = node.run("node", "flow.js", PORTAL=live_server.url, KEY=sam.key, FOREIGN=str(world.foreign))

    health = json.loads(said)
    assert health["week"] == "2026-W47"
    assert health["parties"] == [str(world.parties[side]) for side in ("havsvik", "studionord")]
    assert 0 <= float(health["score"]) <= 100
