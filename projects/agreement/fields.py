"""What a kind of agreement is made of: fields with a label and a type, so that its text and its differences follow.

Values are a tree of plain JSON: text, ISO days and decimal strings, {"id", "name"} for what has a name of its own, and
None for what is not agreed. No JSON number appears, so the canonical text is the same everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

Values = Mapping[str, Any]


class Type(StrEnum):
    TEXT = "text"  # "one line"
    PROSE = "prose"  # "paragraphs"
    DAY = "day"  # "2026-12-08"
    HOURS = "hours"  # "120.00"
    NUMBER = "number"  # "25"; `unit` of the field, or of the row beside it (`unit_from`)
    PERCENT = "percent"  # "25" for 25 %
    MONEY = "money"  # {"amount": "18000.00", "currency": "SEK"}
    YES_NO = "yes_no"  # true, false
    CHOICE = "choice"  # one of `choices`
    REF = "ref"  # {"id": "…", "name": "…"}
    GROUP = "group"  # {…} of `fields`
    LIST = "list"  # [{"id": "…", …}] of `fields`; rows are the same row when their ids are


@dataclass(frozen=True)
class Field:
    """One value of a kind: its name in the values, the label that people read, and its type.

    `row_name` names the field, or fields with spaces between, whose text names a row of a list. `unit_from` is the field
    beside it that says the unit. `nothing` is what no value means where it means more than "not agreed".
    """

    name: str
    label: str | Promise
    type: Type = Type.TEXT
    fields: tuple[Field, ...] = ()
    choices: Mapping[str, str | Promise] = field(default_factory=dict)
    row_name: str = "name"
    unit_from: str = ""
    nothing: str | Promise = ""
