"""Single questions that are asked again and again: prepared once for each connection, answered in one trip.

Planning a list anew takes the database longer than reading it, and each trip costs both sides a wake-up.
"""

from collections.abc import Mapping
from typing import Any

from django.db import connections
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
    """Return the rows of one statement, with the door's words before it where it has to carry them.

    What is sent together without BEGIN is one transaction to the server: the words hold for this question alone.
    With `as_text`, ids and days are what the server writes and JSON says: nobody makes objects of them on the way.
    """
    connection = connections["default"]
    connection.ensure_connection()
    words = telling.words_to_carry()
    if not words:
        return _rows(sql, values, as_text)
    with connection.wrap_database_errors, connection.connection.pipeline():
        _Prepared(connection.connection).execute(telling.SETTINGS, words)
        return _rows(sql, values, as_text)


def _rows(sql: str, values: Mapping[str, Any], as_text: bool) -> list[tuple[Any, ...]]:
    connection = connections["default"]
    make = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    bare = _Prepared(connection.connection)
    for kind in WRITTEN_ALIKE if as_text else ():
        bare.adapters.register_loader(kind, TextLoader)
    with make(bare) as cursor:  # type: ignore[arg-type]
        cursor.execute(sql, values)
        return list(cursor.fetchall())
