"""Pages of lists that are short by nature (a few hundred rows): read whole by one query, cut here."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID


class Named(Protocol):
    @property
    def id(self) -> UUID: ...


class Dated(Named, Protocol):
    @property
    def updated_at(self) -> datetime: ...


Row = TypeVar("Row", bound=Named)


def newest_first(rows: Iterable[Row], after: list[Any] | None, limit: int) -> list[Row]:
    """Return `limit` + 1 rows after the id in a cursor; ids of version 7 are in order of creation."""
    before = UUID(after[0]) if after else None
    left = [row for row in rows if before is None or row.id < before]
    return sorted(left, key=lambda row: row.id, reverse=True)[: limit + 1]


def called_so(names: list[dict[str, str]] | None, query: dict[str, Any]) -> bool:
    """Say whether a record with these external ids is one that a question names; any is, without such a question."""
    source, external_id = query["external_source"], query["external_id"]
    return source is None or any(
        one["source"] == source and external_id in (None, one["external_id"]) for one in names or ()
    )


def changed_within(row: Dated, query: dict[str, Any]) -> bool:
    """Say whether the row was changed in the time that a question names."""
    since, until = query["updated_since"], query["updated_until"]
    return (since is None or row.updated_at >= since) and (until is None or row.updated_at < until)
