"""Many rows read at once: what a serializer would take is taken by plain functions, a tenth of the work.

The serializer has the last word: what these functions do not take at once is given to it, row by row, and it says what
is wrong in the caller's words. A test holds that both take the same.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, cast

from rest_framework import serializers

from api.fields import Choice, ExternalId, Ref, Strict, Text, Written
from api.names import called, plain_external_id
from api.parameters import plain_uuid

Reader = Callable[[Any], Any]
NOT_READ = (ValueError, TypeError, serializers.ValidationError)
SAID_AGAIN, LONG = 1024, 500
"""So many different values of a field are remembered, unless it may hold a text of so many characters."""


class Rows:
    """Reads rows of one shape; `required` are the fields that making a record needs."""

    def __init__(self, body: type[Strict], *, required: Iterable[str]) -> None:
        self.body, self.required = body, frozenset(required)
        self.readers = {name: _reader(field) for name, field in body().fields.items()}

    def read(self, row: Any) -> dict[str, Any] | None:
        """Return the values of a row, as far as it says any; None for one that the serializer has to judge."""
        readers, values = self.readers, {}
        try:
            for name, value in row.items():
                values[name] = readers[name](value)
        except (KeyError, AttributeError, *NOT_READ):
            return None
        return values

    def judge(self, row: Any) -> dict[str, Any]:
        """Return the values of a row by the serializer; raises ValidationError."""
        serializer = self.body(data=row)
        serializer.is_valid(raise_exception=True)
        return cast("dict[str, Any]", serializer.validated_data)


def _reader(field: Any) -> Reader:
    if isinstance(field, Ref):
        return _ref_reader(field.allow_null)
    read = _plain_reader(field)
    if field.allow_null:
        read = _or_null(read)
    return lru_cache(maxsize=SAID_AGAIN)(read) if _is_said_again(field) else read


def _is_said_again(field: Any) -> bool:
    """Say whether many rows say the same: days, hours, roles and people, and no text of its own for each row."""
    if isinstance(field, Written):
        return not isinstance(field, ExternalId)
    return isinstance(field, Text) and (field.max_length or LONG) < LONG


def _or_null(read: Reader) -> Reader:
    return lambda value: None if value is None else read(value)


def _plain_reader(field: Any) -> Reader:
    if isinstance(field, Text) and not field.min_length:
        return _text_reader(field)
    if isinstance(field, ExternalId):
        return plain_external_id
    if isinstance(field, Written):
        return lambda value: field.read(value) if type(value) is str else _refuse(value)
    if isinstance(field, Choice):
        words = set(field.choices)
        return lambda value: value if type(value) is str and value in words else _refuse(value)
    return field.run_validation  # type: ignore[no-any-return]


def _ref_reader(may_be_null: bool) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is str:
            return plain_uuid(value)
        return None if value is None and may_be_null else called(value)

    return read


def _text_reader(field: Text) -> Reader:
    most, may_be_blank = field.max_length or 1_000_000, field.allow_blank

    def read(value: Any) -> str:
        if type(value) is not str:
            raise ValueError(value)
        text = value.strip()
        if len(text) > most or "\x00" in text or not (text or may_be_blank):
            raise ValueError(value)
        return text

    return read


def _refuse(value: Any) -> Any:
    raise ValueError(value)
