"""Query parameters: what an operation takes, read strictly. What is not on its list is refused by name."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from api.errors import Unreadable
from api.problems import Fault

MOST, USUAL = 200, 50
PLAIN_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
PLAIN_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
PLAIN_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})", re.ASCII)


@dataclass(frozen=True)
class Parameter:
    """`read` turns the text into a value and raises ValueError; `wish` says what was expected instead."""

    name: str
    read: Callable[[str], Any]
    wish: str | Promise
    schema: dict[str, Any]
    about: str
    many: bool = False
    default: Any = None

    @property
    def absent(self) -> Any:
        """The value where nobody says anything."""
        return () if self.many else self.default


def read_query(parameters: Sequence[Parameter], query: QueryDict) -> dict[str, Any]:
    """Return the value of every parameter, `many` ones as tuples; raise Unreadable naming all that don't fit."""
    known = {parameter.name: parameter for parameter in parameters}
    faults = [
        Fault("unknown_parameter", _("There is no such parameter here."), parameter=name)
        for name in query
        if name not in known
    ]
    values: dict[str, Any] = {}
    for name, parameter in known.items():
        try:
            values[name] = _value(parameter, query.getlist(name)) if name in query else parameter.absent
        except ValueError:
            faults.append(Fault("invalid_parameter", parameter.wish, parameter=name))
    if faults:
        raise Unreadable(*faults)
    return values


def _value(parameter: Parameter, texts: list[str]) -> Any:
    if parameter.many:
        return tuple(parameter.read(text) for text in texts)
    if len(texts) > 1:
        raise ValueError
    return parameter.read(texts[0])


@lru_cache(maxsize=1024)  # the rows of a batch name the same few again and again
def plain_uuid(text: str) -> UUID:
    if not PLAIN_UUID.fullmatch(text):
        raise ValueError(text)
    return UUID(text)


def plain_date(text: str) -> date:
    if not PLAIN_DATE.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def plain_time(text: str) -> datetime:
    if not PLAIN_TIME.fullmatch(text):
        raise ValueError(text)
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except OverflowError as error:
        raise ValueError(text) from error


def ids(name: str, about: str) -> Parameter:
    """Return a repeatable parameter of ids."""
    schema = {"type": "string", "format": "uuid"}
    return Parameter(name, plain_uuid, _("Give an id as the API writes it."), schema, about, many=True)


def choices(name: str, allowed: Iterable[str], about: str) -> Parameter:
    """Return a repeatable parameter of fixed words."""
    words = sorted(allowed)

    def read(text: str) -> str:
        if text not in words:
            raise ValueError(text)
        return text

    wish = _("Choose from the words in the API's description.")
    return Parameter(name, read, wish, {"type": "string", "enum": words}, about, many=True)


def day(name: str, about: str) -> Parameter:
    """Return a parameter that takes one date."""
    return Parameter(
        name, plain_date, _("Write the date as 2026-11-23."), {"type": "string", "format": "date"}, about
    )


def moment(name: str, about: str) -> Parameter:
    """Return a parameter that takes one time with its offset."""
    schema = {"type": "string", "format": "date-time"}
    return Parameter(name, plain_time, _("Write the time as 2026-11-23T09:00:00Z."), schema, about)


def whole(name: str, about: str) -> Parameter:
    """Return a parameter that takes one whole number."""

    def read(text: str) -> int:
        if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
            raise ValueError(text)
        return int(text)

    return Parameter(name, read, _("Give a whole number."), {"type": "integer", "minimum": 0}, about)


def yes_or_no(name: str, about: str) -> Parameter:
    """Return a parameter that takes true or false."""

    def read(text: str) -> bool:
        if text not in ("true", "false"):
            raise ValueError(text)
        return text == "true"

    return Parameter(name, read, _("Write true or false."), {"type": "boolean"}, about)


def _limit(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,2}", text, re.ASCII) or int(text) > MOST:
        raise ValueError(text)
    return int(text)


LIMIT = Parameter(
    "limit",
    _limit,
    _("Give a whole number from 1 to 200."),
    {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
    "How many records a page holds at most.",
    default=USUAL,
)
CURSOR = Parameter(
    "cursor",
    str,
    _("Give the next_cursor of the page before."),
    {"type": "string"},
    "Where to go on: the `next_cursor` of the page before, with the same filters.",
)
FIELDS = Parameter(
    "fields",
    lambda text: tuple(text.split(",")),
    _("Give names of fields with commas between them."),
    {"type": "string"},
    "Only these fields of each record, names with commas between them; `id` and `object` always come.",
)
UPDATED = (
    moment("updated_since", "Only records changed at this time or later."),
    moment("updated_until", "Only records changed before this time."),
)
PAGING = (LIMIT, CURSOR, FIELDS)
