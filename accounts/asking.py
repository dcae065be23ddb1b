"""Single questions that are asked again and again: prepared once for each connection, one statement and one trip each.

Planning a list anew takes the database longer than reading it, and each trip costs both sides a wake-up.
"""

from collections.abc import Mapping
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import Cursor
from psycopg.types.string import TextLoader

from accounts import telling

WRITTEN_ALIKE = ("uuid", "date")
"""Types that the server writes as the API does."""


class _Prepared(Cursor[tuple[Any, ...]]):
    """Lets the server keep what it has planned; the driver forgets the least used (`partnership.kit.plans`).

    Not where Django keeps a log of statements: of one that is prepared it could not say the text.
    """

    def execute(self, query: Any, params: Any = None, **_options: Any) -> "_Prepared":
        is_told = connections["default"].queries_logged
        return super().execute(query, params, prepare=not is_told)


def asked(sql: str, values: Mapping[str, Any], *, as_text: bool = False) -> list[tuple[Any, ...]]:
    """Return the rows of one statement, which says the door's words first where it has to carry them.

    Without BEGIN a statement is one transaction: the words hold for this question alone. Where they rest on a
    presumption, rows say that it holds; that nothing was found says nothing of it.
    With `as_text`, ids and days are what the server writes and JSON says: nobody makes objects of them on the way.
    """
    connection = connections["default"]
    connection.ensure_connection()
    context, presumption = telling.to_carry() or (None, None)
    words = telling.words_of(context) if context else {}
    if not words:
        return _rows(connection, sql, values, as_text)
    look = presumption.look if presumption and presumption.holds is None else {}
    statement = telling.told_first(sql, looks=bool(look))
    rows = _rows(connection, statement, {**values, **words, **look}, as_text)
    if rows and presumption:
        presumption.hear(presumption.said)
    return rows


def _rows(
    connection: BaseDatabaseWrapper, sql: str, values: Mapping[str, Any], as_text: bool
) -> list[tuple[Any, ...]]:
    cursor: Any = _Prepared(connection.connection)
    for kind in WRITTEN_ALIKE if as_text else ():
        cursor.adapters.register_loader(kind, TextLoader)
    if connection.queries_logged:
        cursor = connection.make_debug_cursor(cursor)
    with connection.wrap_database_errors, cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()  # type: ignore[no-any-return]
