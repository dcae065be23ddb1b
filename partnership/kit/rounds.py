"""Reading in rounds: what several rooms ask at the same time goes to the database as one statement.

A reading is a generator: it yields the questions that it can ask by now, is given the rows of each, and returns what it made
of them. `together` goes on with several readings side by side, so that a page asks as often as its longest reading does,
however many rooms stand on it. `read` runs one to its end. Each question stays a subquery of its own: policies hold as ever.
"""

from collections.abc import Generator, Sequence
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import QuerySet
from psycopg import ClientCursor, RawCursor
from psycopg.adapt import Loader
from psycopg.pq import Format

from partnership.kit.placing import Places
from partnership.kit.questions import Asked, Question, Rows

T = TypeVar("T")


Reading = Generator[list[Question], list[Rows], T]


def asked(question: QuerySet[Any] | Question) -> Reading[Rows]:
    """Ask one question: its rows, as a list of what the queryset gives, or of tuples."""
    [rows] = yield [Asked(question) if isinstance(question, QuerySet) else question]
    return rows


def known(value: T) -> Reading[T]:
    """A reading that asks nothing."""
    yield from ()
    return value


class Shared(Generic[T]):
    """One reading for several others that go on together: the first to come asks, the others wait for what it finds."""

    def __init__(self, reading: Reading[T]) -> None:
        self.asking: Reading[T] | None = reading
        self.found: list[T] = []

    def reading(self) -> Reading[T]:
        """What one of them goes on with."""
        if self.asking is not None:
            first, self.asking = self.asking, None
            self.found.append((yield from first))
        while not self.found:
            yield []
        return self.found[0]


def together(*readings: Reading[Any]) -> Reading[list[Any]]:
    """Go on with all readings at once and return what each has made: questions of the same round go together."""
    done: list[Any] = [None] * len(readings)
    waiting: dict[int, list[Question]] = {}
    given: dict[int, list[Rows] | None] = dict.fromkeys(range(len(readings)))
    while given:
        for place, rows in given.items():
            try:
                waiting[place] = readings[place].send(rows) if rows is not None else next(readings[place])
            except StopIteration as end:
                done[place] = end.value
        if not waiting:
            break
        answers = iter((yield [one for some in waiting.values() for one in some]))
        given = {place: [next(answers) for _ in some] for place, some in waiting.items()}
        waiting = {}
    return done


def read(reading: Reading[T]) -> T:
    """Run a reading to its end, with one statement for each of its rounds."""
    rows: list[Rows] | None = None
    while True:
        try:
            questions = reading.send(rows) if rows is not None else next(reading)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]
        rows = answers_to(questions)


def answers_to(questions: Sequence[Question]) -> list[Rows]:
    """Return what is made of each question's rows: one statement, or one for each database that they go to."""
    found: list[Rows] = [[] for _ in questions]
    for using in sorted({one.using for one in questions}):
        places = [n for n, one in enumerate(questions) if one.using == using and one.statement]
        rows = _fetched([questions[place].statement for place in places], using)
        for place, some in zip(places, rows, strict=True):
            found[place] = questions[place].made(some)
    return found


class _JsonText(Loader):
    """JSON as text, which Django's fields read themselves: the binary form is a version and the text."""

    format = Format.BINARY

    def load(self, data: Any) -> str:
        return bytes(data[1:]).decode()


class _NumberText(Loader):
    """A number that the driver has no type for, as the text that it is otherwise."""

    format = Format.BINARY

    def load(self, data: Any) -> str:
        return str(int.from_bytes(data, "big"))


def _fetched(statements: Sequence[Any], using: str) -> list[Rows]:
    if len(statements) > 1:
        return _in_one(statements, using)
    found = []
    for sql, values in statements:
        with connections[using].cursor() as cursor:
            cursor.execute(sql, values)
            found.append(cursor.fetchall())
    return found


def _in_one(statements: Sequence[Any], using: str) -> list[Rows]:
    """Ask several statements as one, a column of records each: in binary, records say of what types their cells are.

    Planning so much takes the database longer than reading it: the driver has a text that it meets again prepared. Where
    Django keeps a log of statements, values stand in the text, or it could not say them.
    """
    connection = connections[using]
    connection.ensure_connection()
    writer, bare = ClientCursor(connection.connection), RawCursor(connection.connection)
    places = Places(lambda value: writer.mogrify("%s", [value]))
    # Each is whole, with its constants in it as the driver writes them: nothing is put together from outside.
    write = writer.mogrify if connection.queries_logged else places.text
    columns = (f"ARRAY(SELECT asked_ FROM ({write(sql, values)}) AS asked_)" for sql, values in statements)  # noqa: S608
    bare.format = Format.BINARY
    bare.adapters.register_loader("jsonb", _JsonText)
    bare.adapters.register_loader("xid8", _NumberText)
    make = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    with make(bare) as cursor:  # type: ignore[arg-type]
        cursor.execute(f"SELECT {', '.join(columns)}", places.values)
        return list(cursor.fetchone())
