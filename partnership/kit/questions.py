"""Questions to the database: SQL of our own, a queryset, and a queryset whose SQL is written once and kept.

Each says what it asks, with its values beside it, and makes of the rows what asking it alone would have given.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, Protocol
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

Rows = list[Any]
Statement = tuple[str, Any]
SHAPES = 1000
"""So many kept statements a process; each is a question with so many values in its lists."""


class Question(Protocol):
    """What a reading yields; `statement` is None where there can be no rows."""

    @property
    def using(self) -> str: ...

    @property
    def statement(self) -> Statement | None: ...

    def made(self, rows: Rows) -> Rows: ...


@dataclass(frozen=True)
class Words:
    """SQL of our own; its rows stay tuples."""

    sql: str
    values: Mapping[str, Any] | Sequence[Any]
    using: str = "default"

    @property
    def statement(self) -> Statement:
        return self.sql, self.values

    def made(self, rows: Rows) -> Rows:
        return rows


class Asked:
    """A queryset, compiled for this once."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        self.rows, self.using = rows, rows.db
        self.compiler = rows.query.get_compiler(rows.db)
        self.statement = _compiled(self.compiler)

    def made(self, rows: Rows) -> Rows:
        return _made(self.rows, self.compiler, rows)


class Kept:
    """What `make(**values)` asks, written by the ORM the first time; from then on the values alone are put in.

    Ids, days and moments are such values; all else (None, words, how many ids there are) belongs to the shape, and each shape
    is written once. `make` only places its values: what it works out of one of them could not be told from a constant.
    """

    def __init__(self, make: Callable[..., QuerySet[Any]], **values: Any) -> None:
        shape = tuple((name, _shape(value)) for name, value in values.items())
        self.kept = _written(make, shape)
        self.using = self.kept.using
        # Whoever may not ask the model here, outside a door, may not ask what was kept of it either.
        self.kept.rows.model._default_manager.get_queryset()
        self.statement = self.kept.filled(values)

    def made(self, rows: Rows) -> Rows:
        compiler = copy(self.kept.compiler)
        compiler.connection = connections[self.using]
        return _made(self.kept.rows, compiler, rows)


Shape = tuple[tuple[str, Any], ...]
Place = tuple[str, int | None]
"""A value's name, and which of its list it is."""


@dataclass(frozen=True)
class _Written:
    """SQL with its constants, and where values go: by the value that stood there when it was written."""

    rows: QuerySet[Any]
    compiler: SQLCompiler
    statement: Statement | None
    places: Mapping[Any, Place]

    @property
    def using(self) -> str:
        return self.rows.db

    def filled(self, values: Mapping[str, Any]) -> Statement | None:
        if self.statement is None:
            return None
        sql, stood = self.statement
        return sql, [self._filled(one, values) for one in stood]

    def _filled(self, stood: Any, values: Mapping[str, Any]) -> Any:
        if isinstance(stood, list):
            return [self._filled(one, values) for one in stood]
        name, index = self.places.get(stood, ("", None))
        if not name:
            return stood
        return values[name] if index is None else values[name][index]


@lru_cache(SHAPES)
def _written(make: Callable[..., QuerySet[Any]], shape: Shape) -> _Written:
    found = _write(make, shape)
    if found.statement and not found.places.keys() <= set(_flat(found.statement[1])):
        raise ValueError(f"{make.__qualname__} works something out of its values: they can't be kept apart")
    return found


def _write(make: Callable[..., QuerySet[Any]], shape: Shape) -> _Written:
    stand_ins = {name: _stand_in(one, number * STEP) for number, (name, one) in enumerate(shape)}
    rows = make(**stand_ins)
    compiler = rows.query.get_compiler(rows.db)
    statement = _compiled(compiler)
    places = {key: place for name, one in stand_ins.items() for key, place in _places(name, one)}
    return _Written(rows, compiler, statement, places)


STEP = 10_000
"""More values than a list may have, so that no two stand for the same."""
STAND_INS: Mapping[type, Callable[[int], Any]] = {
    UUID: lambda number: UUID(int=number + 1),
    date: lambda number: date.fromordinal(number + 1),
    datetime: lambda number: datetime.fromordinal(1).replace(tzinfo=UTC) + timedelta(seconds=number),
}


def _shape(value: Any) -> Any:
    """What of a value belongs to the statement: the kind of what is put in, how many there are, else the value itself."""
    if type(value) in STAND_INS:
        return type(value)
    if isinstance(value, tuple | list) and all(isinstance(one, UUID) for one in value):
        return len(value), UUID
    return ("", value)


def _stand_in(shape: Any, first: int) -> Any:
    if isinstance(shape, type):
        return STAND_INS[shape](first)
    count, kind = shape
    return kind if count == "" else [STAND_INS[kind](first + number) for number in range(count)]


def _places(name: str, stand_in: Any) -> Iterator[tuple[Any, Place]]:
    if type(stand_in) in STAND_INS:
        yield stand_in, (name, None)
    elif isinstance(stand_in, list):
        yield from ((one, (name, index)) for index, one in enumerate(stand_in))


def _flat(values: Iterable[Any]) -> Iterator[Any]:
    for one in values:
        yield from _flat(one) if isinstance(one, list) else [one]


def _compiled(compiler: SQLCompiler) -> Statement | None:
    try:
        return compiler.as_sql()
    except EmptyResultSet:
        return None


def _made(queryset: QuerySet[Any], compiler: SQLCompiler, rows: Rows) -> Rows:
    """Make of rows what the queryset makes of them, as if it had fetched them itself."""
    compiler.execute_sql = lambda *_args, **_named: [rows]  # type: ignore[method-assign,assignment]
    query = _Instead(queryset.query, get_compiler=lambda *_args, **_named: compiler)
    told: Any = _Instead(queryset, query=query)
    found: Iterable[Any] = queryset._iterable_class(told)  # type: ignore[assignment]
    return list(found)


class _Instead:
    """Something with a few of its attributes replaced; the thing itself stays as it is."""

    def __init__(self, thing: object, **own: Any) -> None:
        self.__dict__.update(own)
        self._thing = thing

    def __getattr__(self, name: str) -> Any:
        return getattr(self._thing, name)
