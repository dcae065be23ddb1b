"""The limit of a list: psycopg and orjson in a bare WSGI app; no framework, no authentication, no policies."""

import os
from collections.abc import Callable, Iterable
from typing import Any

import orjson
import psycopg
from psycopg.rows import dict_row

# The same fields as the API's list, read in the cheapest way that was found; what nobody calls by a name is None.
SQL = """
WITH page AS MATERIALIZED (
    SELECT * FROM work_workentry WHERE partnership_id = %s ORDER BY done_on DESC, id DESC LIMIT 101
)
SELECT t.id, 'work_entry' AS object, t.created_at, t.updated_at, t.version, t.partnership_id AS partnership,
       t.project_id AS project, t.deliverable_id AS deliverable, t.party_id AS party, w.label AS worker, t.started_on,
       t.done_on, t.hours::text AS hours, t.role, t.note, t.batch_id AS import_batch, named.names AS external_ids,
       EXISTS (SELECT FROM work_approval a WHERE a.partnership_id = t.partnership_id AND a.entry_id = t.id) AS is_approved
FROM page t
LEFT JOIN work_worker w ON w.partnership_id = t.partnership_id AND w.id = t.worker_id
LEFT JOIN (
    SELECT x.record_id, json_agg(json_build_object('source', x.source, 'external_id', x.external_id)) AS names
    FROM api_externalid x
    WHERE x.organization_id = %s AND x.kind = 'work_entry' AND x.record_id = ANY (ARRAY(SELECT id FROM page))
    GROUP BY x.record_id
) named ON named.record_id = t.id
ORDER BY t.done_on DESC, t.id DESC
"""
_link: list[psycopg.Connection[Any]] = []


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer /<partnership id>/<organization id> with the partnership's hundred newest entries."""
    path = environ["PATH_INFO"].strip("/")
    body = b"{}" if path == "healthz" else _page(path.split("/"))
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def _page(ids: list[str]) -> bytes:
    if not _link:
        _link.append(psycopg.connect(os.environ["BENCH_DATABASE_URL"], autocommit=True, row_factory=dict_row))
    rows = _link[0].execute(SQL, ids).fetchall()
    for row in rows:
        if row["external_ids"] is None:
            row["external_ids"] = ()
    return orjson.dumps({"data": rows[:100], "has_more": len(rows) > 100}, option=orjson.OPT_UTC_Z)
