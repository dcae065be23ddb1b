"""The limit of a list: psycopg and orjson in a bare WSGI app; no framework, no authentication, no policies."""

import os
from collections.abc import Callable, Iterable
from typing import Any

import orjson
import psycopg
from psycopg.rows import dict_row

SQL = """
SELECT t.id, 'work_entry' AS object, t.created_at, t.updated_at, t.version, t.partnership_id AS partnership,
       t.project_id AS project, t.deliverable_id AS deliverable, t.party_id AS party, w.label AS worker, t.started_on,
       t.done_on, t.hours::text AS hours, t.role, t.note
FROM work_workentry t LEFT JOIN work_worker w ON w.partnership_id = t.partnership_id AND w.id = t.worker_id
WHERE t.partnership_id = %s ORDER BY t.done_on DESC, t.id DESC LIMIT 101
"""
_link: list[psycopg.Connection[Any]] = []


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer /<partnership id> with its hundred newest entries."""
    path = environ["PATH_INFO"].strip("/")
    body = b"{}"
    if path != "healthz":
        if not _link:
            _link.append(
                psycopg.connect(os.environ["BENCH_DATABASE_URL"], autocommit=True, row_factory=dict_row)
            )
        rows = _link[0].execute(SQL, [path]).fetchall()
        body = orjson.dumps({"data": rows[:100], "has_more": len(rows) > 100}, option=orjson.OPT_UTC_Z)
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
