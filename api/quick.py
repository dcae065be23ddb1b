"""Many rows read at once: what a serializer would take is taken by plain functions, a tenth of the work.

The serializer has the last word: what these functions do not take at once is given to it, row by row, and it says what
is wrong in the caller's words. A test holds that both take the same.
"""

from collections.abc import Callable, Iterable
from typing import Any, cast

from rest_framework import serializers

from api.fields import Choice, Ref, Strict, Text, Written
from api.names import called

Reader = Callable[[Any], Any]
NOT_READ = (ValueError, TypeError, serializers.ValidationError)


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
    read = _plain_reader(field)
    if not field.allow_null:
        return read
    return lambda value: None if value is None else read(value)


def _plain_reader(field: Any) -> Reader:
    if isinstance(field, Text) and not field.min_length:
        return _text_reader(field)
    if isinstance(field, Written):
        return lambda value: field.read(value) if type(value) is str else _refuse(value)
    if isinstance(field, Ref):
        return called
    if isinstance(field, Choice):
        words = set(field.choices)
        return lambda value: value if type(value) is str and value in words else _refuse(value)
    return field.run_validation  # type: ignore[no-any-return]


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
