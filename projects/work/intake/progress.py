"""How far an import has come, told beside its transaction: the cache alone, so that nothing half shows."""

import logging
from collections.abc import Callable
from uuid import UUID

from django.core.cache import cache

logger = logging.getLogger(__name__)
KEPT = 3600


def teller(batch_id: UUID) -> Callable[[int], None]:
    """Return what the staging calls with the rows read so far."""
    return lambda rows: _tell(batch_id, rows)


def rows_so_far(batch_id: UUID) -> int:
    """Return the rows read so far, 0 before the first and when the cache is away."""
    try:
        return int(cache.get(_key(batch_id), 0))
    except Exception as error:
        logger.warning("no progress to show: %s", type(error).__name__)
        return 0


def _tell(batch_id: UUID, rows: int) -> None:
    # An import never fails because nobody can see how far it is.
    try:
        cache.set(_key(batch_id), rows, KEPT)
    except Exception as error:
        logger.warning("progress not told: %s", type(error).__name__)


def _key(batch_id: UUID) -> str:
    return f"work-import:{batch_id}"
