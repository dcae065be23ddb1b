"""Telling the database who asks: settings of one transaction, which every policy reads.

Doors (`accounts.doors`) tell it once and then ask; a single question may carry the words with it (`accounts.asking`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

from django.db import connections

from accounts.tenancy import Context, current_context

if TYPE_CHECKING:
    from accounts.presumed import Presumption

WORDS = ("person", "organization", "party", "partnerships", "organizations", "emails", "token")
NAMES = tuple(f"app_{word}" for word in WORDS)
SETTINGS = "SELECT " + ", ".join(f"set_config('app.{word}', %(app_{word})s, true)" for word in WORDS)
LOOK = "app.key_standing(%(key_public)s, %(key_hash)s) = %(key_said)s"

# LATERAL asks once the row of `told` is there, OFFSET 0 keeps it a question of its own, and its rows come in their order.
# `accounts.checks` makes sure at start that the server does it in this order.
TOLD_FIRST = """
WITH told AS MATERIALIZED ({settings}, {holds} AS holds)
SELECT answer.* FROM told CROSS JOIN LATERAL (SELECT * FROM ({sql}) answer WHERE told.holds OFFSET 0) answer
"""

Carried: TypeAlias = "tuple[Context, Presumption | None]"

_carried: ContextVar[Carried | None] = ContextVar("carried_context", default=None)


def tell(context: Context) -> None:
    """Say it for the transaction that is open."""
    if words := words_of(context):
        with connections["default"].cursor() as cursor:
            cursor.execute(SETTINGS, words)


@contextmanager
def carried(context: Context, presumption: Presumption | None = None) -> Iterator[None]:
    """Let each single question of the block carry these words, and look into what they rest on; only a door calls this."""
    token = _carried.set((context, presumption))
    try:
        yield
    finally:
        _carried.reset(token)


def to_carry() -> Carried | None:
    """Return what a single question has to say with it; None where a door has said it."""
    return None if current_context() is not None else _carried.get()


@lru_cache(maxsize=256)
def told_first(sql: str, *, looks: bool) -> str:
    """Return the statement that says who asks and asks then; with `looks`, finding nothing unless the key is as presumed."""
    return TOLD_FIRST.format(settings=SETTINGS, holds=LOOK if looks else "true", sql=sql)


def words_of(context: Context) -> dict[str, str]:
    """Return the values of the settings by the names that the statements have for them."""
    said = (
        _text(context.person_id),
        _text(context.organization_id),
        _text(context.party_id),
        _array(context.partnership_ids),
        _array(context.organization_ids),
        _array(context.emails),
        context.token.hex(),
    )
    return dict(zip(NAMES, said, strict=True))


def _text(value: UUID | None) -> str:
    return str(value) if value else ""


def _array(values: tuple[Any, ...]) -> str:
    quoted = ('"' + str(v).replace("\\", "\\\\").replace('"', '\\"') + '"' for v in values)
    return "{" + ",".join(quoted) + "}"
