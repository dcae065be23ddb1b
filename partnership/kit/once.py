"""A form sent twice (a double click, a reload) does its work once: the form carries the id that the row will have."""

from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def made_before(
    model: type[Row], owner_id: UUID | None, key: UUID | None, *, owner: str = "partnership_id"
) -> Row | None:
    """Return the row that the same form has made already; a second sending waits here until the first is done.

    `owner` is the column that says whose row it is.
    """
    if key is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key.int % 2**63])
    rows: Any = model._default_manager.filter(**{owner: owner_id}, id=key)
    return rows.first()  # type: ignore[no-any-return]
