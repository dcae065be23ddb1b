"""Signs of life of worker and beat: each leaves one in the broker every few seconds, for /healthz to find."""

import logging
from typing import Any

from celery import Celery, bootsteps
from celery.beat import PersistentScheduler
from redis.exceptions import RedisError

SECONDS_APART = 5
SECONDS_KEPT = 20

logger = logging.getLogger(__name__)


def key_of(part: str) -> str:
    """Return the cache key of a part's sign of life."""
    return f"alive:{part}"


def show(part: str) -> None:
    """Leave a sign of life that fades unless it is renewed."""
    from django.core.cache import cache

    try:
        cache.set(key_of(part), 1, SECONDS_KEPT)
    except RedisError as error:
        logger.warning("no sign of life from %s: %s", part, error)


class SignOfLife(bootsteps.StartStopStep):
    """Lets the worker's own loop leave the signs, so that a hanging loop leaves none."""

    requires = ("celery.worker.components:Timer",)

    def start(self, worker: Any) -> None:
        worker.timer.call_after(0, show, ("worker",))
        self.repeated = worker.timer.call_repeatedly(SECONDS_APART, show, ("worker",))

    def stop(self, worker: Any) -> None:
        self.repeated.cancel()


class LivingScheduler(PersistentScheduler):
    """Beat's scheduler, which leaves a sign of life at every tick."""

    def tick(self, *args: Any, **kwargs: Any) -> float:
        show("beat")
        return min(float(super().tick(*args, **kwargs)), SECONDS_APART)


def install(app: Celery) -> None:
    """Have the app's worker and beat leave signs of life."""
    app.steps["worker"].add(SignOfLife)
    app.conf.beat_scheduler = "partnership.heartbeat:LivingScheduler"
