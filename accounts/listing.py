"""Lists for programs: what a room lists, and the one statement that reads a page of it, ready to be written as JSON.

PostgreSQL writes times and decimals as text, so that no cell costs Python anything (performance.md, "what was seen").
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from accounts.actor import Actor
from accounts.asking import asked
from partnership.kit.errors import NotThere


def utc(column: str) -> str:
    """Return the SQL that writes a time as the API does."""
    return f"""to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""


@dataclass(frozen=True, eq=False)
class Listing:
    """What is listed: SQL by JSON name, the order (columns, newest first), and conditions by the filter's name.

    Order and conditions are of the table itself, `t`; `joins` only add columns to the rows of a page, whose bare rows
    are `page`. `always` is a condition that no reader gets around.
    """

    table: str
    columns: Mapping[str, str]
    order: Mapping[str, str]
    filters: Mapping[str, str] = field(default_factory=dict)
    joins: str = ""
    always: str = ""


STAMPS = {"created_at": utc("t.created_at"), "updated_at": utc("t.updated_at"), "version": "t.version"}
UPDATED = {
    "id": "t.id = %(id)s",
    "updated_since": "t.updated_at >= %(updated_since)s",
    "updated_until": "t.updated_at < %(updated_until)s",
}
BY_ID = {"id": "uuid"}
STATEMENTS = 256
"""So many statements are kept as they were written: one for each listing, filters and limit."""


def listed(
    listing: Listing,
    actor: Actor,
    *,
    limit: int,
    after: Sequence[Any] | None = None,
    partnerships: Sequence[UUID] = (),
    filters: Mapping[str, Any] | None = None,
    as_text: bool = False,
) -> list[dict[str, Any]]:
    """Return at most `limit` rows of the actor's partnerships, newest first, after the row with these sort values.

    `partnerships` narrows them; ids of others find nothing. `filters` are named as in the listing; empty ones ask
    for nothing. The statement reads one short index range per partnership, so depth costs nothing. With `as_text`, ids
    and days come as the API writes them.
    """
    given = {name: value for name, value in (filters or {}).items() if value is not None and value != ()}
    mine = [one for one in (partnerships or actor.parties) if one in actor.parties]
    values: dict[str, Any] = {
        "partnerships": mine,
        "partnership": mine[0] if mine else None,
        "organization": actor.organization_id,
        **{name: list(value) if isinstance(value, tuple) else value for name, value in given.items()},
        **{f"after_{name}": value for name, value in zip(listing.order, after or (), strict=False)},
    }
    statement = _statement(listing, tuple(given), limit, is_first=after is None, is_one=len(mine) == 1)
    names = tuple(listing.columns)
    return [dict(zip(names, row, strict=True)) for row in asked(statement, values, as_text=as_text)]


def listed_one(listing: Listing, actor: Actor, row_id: UUID) -> dict[str, Any]:
    """Return one row of any of the actor's partnerships; raise NotThere for a stranger's and for none."""
    found = listed(listing, actor, limit=1, filters={"id": row_id})
    if not found:
        raise NotThere
    return found[0]


@lru_cache(maxsize=STATEMENTS)
def _statement(
    listing: Listing, filters: tuple[str, ...], limit: int, *, is_first: bool, is_one: bool
) -> str:
    columns = ", ".join(f"{sql} AS {name}" for name, sql in listing.columns.items())
    order = ", ".join(f"t.{name} DESC" for name in listing.order)
    conditions = [*filter(None, [listing.always]), *(listing.filters[name] for name in filters)]
    if not is_first:
        keys = ", ".join(f"t.{name}" for name in listing.order)
        values = ", ".join(f"%(after_{name})s::{kind}" for name, kind in listing.order.items())
        conditions.append(f"({keys}) < ({values})")
    page = _page(listing, conditions, f"{order} LIMIT {int(limit)}", is_one=is_one)
    # Put together from the listings of the rooms alone; every value is a parameter. What a row shows is worked out
    # for the rows of the page only.
    return f"WITH page AS MATERIALIZED ({page}) SELECT {columns} FROM page t {listing.joins} ORDER BY {order}"  # noqa: S608


def _page(listing: Listing, conditions: Sequence[str], order: str, *, is_one: bool) -> str:
    """Return the statement of a page's bare rows; a single partnership is named, and the limit is written out.

    A plan that is kept knows both: with an unknown limit the planner takes a tenth of the table for what is wanted.
    """
    owner = "%(partnership)s" if is_one else "mine.id"
    where = " AND ".join([f"t.partnership_id = {owner}", *conditions])
    rows = f"SELECT t.* FROM {listing.table} t WHERE {where} ORDER BY {order}"  # noqa: S608
    if is_one:
        return rows
    return (
        f"SELECT t.* FROM unnest(%(partnerships)s::uuid[]) AS mine (id) CROSS JOIN LATERAL ({rows}) t"  # noqa: S608
        f" ORDER BY {order}"
    )
