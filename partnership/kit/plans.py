"""Plans that a connection keeps on the server (`partnership.kit.rounds`, `accounts.asking`)."""

from typing import Any

MOST_KEPT = 32
"""A first page's plan takes the server some 4 MB, and every connection keeps its own: the least used gives way."""


def keep_few(connection: Any, **_signal: Any) -> None:
    """Set the limit of a new connection."""
    connection.connection.prepared_max = MOST_KEPT
