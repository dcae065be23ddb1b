"""The rows of measures in a goal's form: empty ones need no script, and what is empty is left out."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.kit.ids import new_id
from projects.agreement.fields import Values
from projects.goals.forms.fields import line, number, plain, prose, said_number
from projects.goals.models.terms import Kind

MOST = 30
EMPTY_ROWS = 2
SAYS = ("name", "start", "target", "unit", "source", "steps")
"""What makes a row more than an empty one: its kind and weight stand there from the beginning."""
NUMBERED = {Kind.UP, Kind.DOWN, Kind.AT_LEAST, Kind.AT_MOST}
STARTED = {Kind.UP, Kind.DOWN}


def row_fields() -> dict[str, forms.Field]:
    """Return the inputs of one measure."""
    return {
        "name": line(_("What is measured"), required=False),
        "kind": forms.ChoiceField(label=_("Kind of measure"), choices=Kind.choices),
        "start": number(_("Start"), required=False),
        "target": number(_("Target"), required=False),
        "unit": line(_("Unit"), required=False, help_text=_("For example orders a week, % or SEK.")),
        "steps": prose(_("Steps, one on each line"), required=False),
        "source": line(
            _("Where the value comes from"), required=False, help_text=_("A report, a system or a person.")
        ),
        "weight": number(_("Weight"), required=False),
    }


def rows_typed(data: Mapping[str, Any], more: int) -> list[dict[str, Any]]:
    """Return the rows that were typed, empty ones and those to take away left out, and `more` empty ones after them."""
    count = str(data.get("measures", "0"))
    places = range(min(int(count), MOST) if count.isdecimal() and len(count) < 4 else 0)
    typed = [
        {name: data.get(f"measures.{place}.{name}", "") for name in ("id", *row_fields())}
        for place in places
        if not data.get(f"measures.{place}.drop")
    ]
    kept = [row for row in typed if any(str(row[name]).strip() for name in SAYS)]
    return [*kept, *(empty_row() for _ in range(min(more, MOST - len(kept))))]


def rows_agreed(values: Values) -> list[dict[str, Any]]:
    """Return a version's measures as they stand in the form, with room for another."""
    rows = [_as_typed(row) for row in values.get("measures") or ()]
    return [*rows, *(empty_row() for _ in range(1 if rows else EMPTY_ROWS))]


def empty_row() -> dict[str, Any]:
    return {"id": str(new_id()), "kind": Kind.UP, "weight": "1"}


def _as_typed(row: Values) -> dict[str, Any]:
    steps = "\n".join(step["name"] or "" for step in row.get("steps") or ())
    return {**{name: plain(value) for name, value in row.items()}, "steps": steps}


def measure_said(row_id: str, said: Mapping[str, Any], before: Values) -> dict[str, Any]:
    """Return one measure as agreements keep it; numbers that its kind has no use for are left out."""
    kind = Kind(said["kind"])
    is_numbered = kind in NUMBERED
    return {
        "id": _id(row_id),
        "name": said["name"] or None,
        "kind": kind.value,
        "start": said_number(said["start"]) if kind in STARTED else None,
        "target": said_number(said["target"]) if is_numbered else None,
        "unit": (said["unit"] or None) if is_numbered else None,
        "steps": _steps(said["steps"], _before(before, row_id)) if kind == Kind.STEPS else [],
        "source": said["source"] or None,
        "weight": said_number(said["weight"]),
    }


def _before(values: Values, row_id: str) -> Values:
    return next((row for row in values.get("measures") or () if row["id"] == row_id), {})


def _steps(text: str, before: Values) -> list[dict[str, Any]]:
    """A step that is written as before keeps its id, so that what is done stays done."""
    known: Sequence[Values] = before.get("steps") or ()
    left = {step["name"]: step["id"] for step in known}
    names = [name.strip() for name in text.splitlines() if name.strip()]
    return [{"id": left.pop(name, None) or str(new_id()), "name": name} for name in names]


def _id(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return str(new_id())
