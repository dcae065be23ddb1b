"""Statements with what differs from one asking to the next beside them, so that their text, and a plan for it, can be kept."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from psycopg.sql import Literal

Writer = Callable[[Any], str]
PLACEHOLDER = re.compile(r"%(?:\((\w+)\)s|[s%])")
VALUES = frozenset({UUID, date, datetime})
"""Kinds of value whose type the driver tells the server; whatever else is a constant of the statement."""
MOST = 1000
"""Beyond so many, values stand in the text: the server takes 65,535, and a text of so many is hardly met again."""
SHORT = 100
"""Letters of the longest word that is written once and remembered."""


class Places:
    """The values of several statements in one, in the order of their numbers; the same value has one number.

    One number, because a column that is grouped by what it shows would be two different things by two numbers.
    """

    def __init__(self, literal: Writer) -> None:
        self.literal = literal
        self.numbers: dict[Any, int] = {}
        self.values: list[Any] = []

    def text(self, sql: str, values: Mapping[str, Any] | Sequence[Any]) -> str:
        """Return a statement of the driver's (`%s`, `%(name)s`) with `$1`, `$2` … for values and literals for the rest."""
        named = values if isinstance(values, Mapping) else {}
        following: Iterator[Any] = iter(() if named else values)

        def put(found: re.Match[str]) -> str:
            if found[0] == "%%":
                return "%"
            return self._put(named[found[1]] if found[1] else next(following))

        return PLACEHOLDER.sub(put, sql)

    def _put(self, value: Any) -> str:
        kind = type(value)
        is_ids = kind is list and bool(value) and all(type(one) is UUID for one in value)
        if not is_ids and kind not in VALUES:
            is_short = kind in {int, bool} or (kind is str and len(value) <= SHORT)
            return _remembered(value) if is_short else self.literal(value)
        key = (kind, tuple(value) if is_ids else value)
        if key not in self.numbers:
            if len(self.values) == MOST:
                return self.literal(value)
            self.values.append(value)
            self.numbers[key] = len(self.values)
        return f"${self.numbers[key]}"


@lru_cache(1000, typed=True)
def _remembered(value: str | int) -> str:
    return Literal(value).as_string()
