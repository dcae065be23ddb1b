"""One operation of the API: its right, its parameters and its shapes, in one place for the door and the schema."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar

from django.conf import settings
from django.utils.http import http_date
from rest_framework.serializers import Serializer

from accounts.access import Right
from api.parameters import Parameter

Handler = TypeVar("Handler", bound=Callable[..., Any])
ROWS_A_REQUEST = 10


@dataclass(frozen=True)
class Deprecated:
    """Since when an operation should not be used any more, on which day it goes if that is known, and what to read."""

    since: date
    link: str
    sunset: date | None = None

    @property
    def headers(self) -> dict[str, str]:
        """Return the headers of RFC 9745 and RFC 8594; `Link` adds to what an answer has already."""
        found = {
            "Deprecation": f"@{int(_midnight(self.since).timestamp())}",
            "Link": f'<{settings.PORTAL_URL}{self.link}>; rel="deprecation"; type="text/html"',
        }
        if self.sunset is not None:
            found["Sunset"] = http_date(_midnight(self.sunset).timestamp())
        return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)


@dataclass(frozen=True)
class Operation:
    """`answer` and `body` are serializer classes; `listed` says that the answer is a page of them.

    `if_match` is "needed" or "possible" for changes, and `conditional` says that a reader may send If-None-Match.
    `upserts` says that a PUT makes what is not there (201), and `problems` what else it may answer.
    `sends_file` says that the body is the bytes of a file, `gives_file` that the answer is; `file_types` are what a file
    in the answer may be. `cost` says as how many requests a body counts where it is not one (`rows_cost`). `asks_singly`
    says that all it reads is read by `accounts.asking.asked`, as listings are: it needs no transaction then.
    """

    id: str
    right: Right
    summary: str
    answer: type[Serializer[Any]]
    about: str = ""
    body: type[Serializer[Any]] | None = None
    parameters: tuple[Parameter, ...] = ()
    status: int = 200
    listed: bool = False
    conditional: bool = False
    if_match: str = ""
    upserts: bool = False
    problems: tuple[int, ...] = ()
    sends_file: bool = False
    gives_file: bool = False
    file_types: tuple[str, ...] = ()
    cost: Callable[[Any], int] | None = None
    deprecated: Deprecated | None = None
    asks_singly: bool = False


def rows_cost(name: str) -> Callable[[Any], int]:
    """Return the cost of a body with many rows under `name`: ten of them count as one request."""

    def cost(body: Any) -> int:
        rows = body.get(name) if isinstance(body, dict) else None
        return max(1, -(-len(rows) // ROWS_A_REQUEST)) if isinstance(rows, list) else 1

    return cost


def operation(operation_id: str, right: Right, **rest: Any) -> Callable[[Handler], Handler]:
    """Make a view's method an operation; a method without one can't be called."""

    def mark(handler: Handler) -> Handler:
        handler.operation = Operation(operation_id, right, **rest)  # type: ignore[attr-defined]
        return handler

    return mark
