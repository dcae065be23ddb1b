"""Telling the database who asks: settings of one transaction, which every policy reads.

Doors (`accounts.doors`) tell it once and then ask; a single question may carry the words with it (`accounts.asking`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.db import connections

from accounts.tenancy import Context, current_context

SETTINGS = (
    "SELECT set_config('app.person', %s, true), set_config('app.organization', %s, true),"
    " set_config('app.party', %s, true), set_config('app.partnerships', %s, true),"
    " set_config('app.organizations', %s, true), set_config('app.emails', %s, true),"
    " set_config('app.token', %s, true)"
)

_carried: ContextVar[Context | None] = ContextVar("carried_context", default=None)


def tell(context: Context) -> None:
    """Say it for the transaction that is open."""
    if words := words_of(context):
        with connections["default"].cursor() as cursor:
            cursor.execute(SETTINGS, words)


@contextmanager
def carried(context: Context) -> Iterator[None]:
    """Let each single question of the block carry these words; only a door calls this."""
    token = _carried.set(context)
    try:
        yield
    finally:
        _carried.reset(token)


def words_to_carry() -> list[str]:
    """Return what a single question has to say with it; nothing where a door has said it."""
    context = _carried.get()
    return [] if context is None or current_context() is not None else words_of(context)


def words_of(context: Context) -> list[str]:
    """Return the values of the settings, in their order."""
    return [
        _text(context.person_id),
        _text(context.organization_id),
        _text(context.party_id),
        _array(context.partnership_ids),
        _array(context.organization_ids),
        _array(context.emails),
        context.token.hex(),
    ]


def _text(value: UUID | None) -> str:
    return str(value) if value else ""


def _array(values: tuple[Any, ...]) -> str:
    quoted = ('"' + str(v).replace("\\", "\\\\").replace('"', '\\"') + '"' for v in values)
    return "{" + ",".join(quoted) + "}"
