"""A charter's values as its page shows them: each side's people beside the other's, in the parties' own order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from accounts.queries import PartySeen
from projects.agreement.charter import ESCALATION, RHYTHM
from projects.agreement.fields import Values

LAST_TURN = "9"


@dataclass(frozen=True)
class Contact:
    """One person to turn to, and when."""

    person: str
    role: str
    reach: str
    turn: str | Promise


@dataclass(frozen=True)
class Meeting:
    """What the sides meet about, how often, and who takes part."""

    what: str
    often: str | Promise
    who: str


@dataclass(frozen=True)
class Handover:
    """One thing that is handed over, by which side, and by when where a day is said."""

    what: str
    side: PartySeen | None
    done_on: date | None = None


@dataclass(frozen=True)
class CharterText:
    """Everything a charter says; `contacts` has every side in it, also one that has named nobody yet."""

    vision: str
    principles: tuple[str, ...]
    ways: str
    contacts: tuple[tuple[PartySeen, tuple[Contact, ...]], ...]
    meetings: tuple[Meeting, ...]
    review_on: date | None
    notice_days: int | None
    exit_plan: str
    handover: tuple[Handover, ...]


def charter_text(values: Values, sides: Sequence[PartySeen]) -> CharterText:
    """Return a charter's values as its page shows them."""
    review_on = values.get("review_on")
    return CharterText(
        vision=values.get("vision") or "",
        principles=tuple(row["text"] for row in _rows(values, "principles") if row["text"]),
        ways=values.get("ways") or "",
        contacts=tuple((side, _people(values, side)) for side in sides),
        meetings=tuple(
            Meeting(row["what"] or "", RHYTHM.get(row["often"] or "", ""), row["who"] or "")
            for row in _rows(values, "meetings")
        ),
        review_on=date.fromisoformat(review_on) if review_on else None,
        notice_days=int(values["notice_days"]) if values.get("notice_days") else None,
        exit_plan=values.get("exit_plan") or "",
        handover=handover_text(values, sides),
    )


def handover_text(values: Values, sides: Sequence[PartySeen]) -> tuple[Handover, ...]:
    """Return the handover list of a charter or an ending."""
    return tuple(
        Handover(
            row["what"] or "",
            next((side for side in sides if side.id == _side_id(row)), None),
            date.fromisoformat(row["done_on"]) if row.get("done_on") else None,
        )
        for row in _rows(values, "handover")
    )


def _people(values: Values, side: PartySeen) -> tuple[Contact, ...]:
    rows = [row for row in _rows(values, "contacts") if _side_id(row) == side.id]
    rows.sort(key=lambda row: row["turn"] or LAST_TURN)
    return tuple(
        Contact(
            row["person"] or "", row["role"] or "", row["reach"] or "", ESCALATION.get(row["turn"] or "", "")
        )
        for row in rows
    )


def _rows(values: Values, name: str) -> list[dict[str, Any]]:
    return values.get(name) or []


def _side_id(row: Values) -> UUID | None:
    return UUID(row["party"]["id"]) if row.get("party") else None
