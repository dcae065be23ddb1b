"""Waking the worker. The database is the only truth about work: a message that gets lost is found by a sweep."""

import logging
from typing import Any

from django.db import transaction

logger = logging.getLogger(__name__)


def publish(task: Any, *ids: object) -> None:
    """Queue `task` with the ids as text once the transaction has committed; a broker that is away only delays it."""
    words = [str(one) for one in ids]
    transaction.on_commit(lambda: _send(task, words))


def _send(task: Any, words: list[str]) -> None:
    try:
        task.apply_async(words, retry=False)
    except Exception as error:
        logger.warning(
            "%s waits for its sweep: the broker did not take it (%s)",
            task.name,
            type(error).__name__,
        )
