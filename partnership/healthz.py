"""GET /healthz: which parts of the portal live. Asks nobody to sign in, and tells nothing else."""

from collections.abc import Callable

from django.core.cache import cache
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from redis.exceptions import RedisError

from partnership.heartbeat import key_of

PATH = "/healthz"
LIVES, DEAD = "lives", "dead"


class HealthMiddleware:
    """Answers /healthz before sessions, doors and transactions, which cannot work when the database is dead."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return healthz(request) if request.path == PATH else self.get_response(request)


def healthz(request: HttpRequest) -> HttpResponse:
    """Return 200 when every part lives, else 503, with the state of each part."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
    parts = {"database": _database_lives(), **_signs(), "migrations": _migrated()}
    whole = all(parts.values())
    body = {
        "status": LIVES if whole else DEAD,
        "parts": {part: LIVES if alive else DEAD for part, alive in parts.items()},
    }
    answer = JsonResponse(body, status=200 if whole else 503, headers={"Cache-Control": "no-store"})
    # Whoever watches asks every few seconds; the log need not say each time what the answer says.
    answer._has_been_logged = True  # type: ignore[attr-defined]
    return answer


def _database_lives() -> bool:
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        connections["default"].close()
        return False
    return True


def _signs() -> dict[str, bool]:
    try:
        found = cache.get_many([key_of("worker"), key_of("beat")])
    except RedisError:
        return {"broker": False, "worker": False, "beat": False}
    return {"broker": True, "worker": key_of("worker") in found, "beat": key_of("beat") in found}


_seen_migrated = False


def _migrated() -> bool:
    """Return whether no migration is left to run; once true it stays so for this process's code."""
    global _seen_migrated
    if not _seen_migrated:
        try:
            executor = MigrationExecutor(connections["default"])
            _seen_migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        except DatabaseError:
            connections["default"].close()
    return _seen_migrated
