"""What somebody puts forward about a goal, with the names that belong to its ids, and an id for each new row."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from accounts.models import Membership, Party
from partnership.kit.ids import new_id
from projects.agreement.fields import Values
from projects.agreement.sides import names_of_sides
from projects.goals.models import Goal, Measure, Step
from projects.work.models import Project


def filled(partnership_id: UUID, goal_id: UUID | None, values: Values, known: Values) -> dict[str, Any]:
    """Return the values ready to be checked: names come from our own rows, never from the writer.

    Rows of measures and steps keep an id that this goal has, in force or in `known` (the newest version's values);
    any other is a new row and gets a new id, so that nobody can point at rows that belong elsewhere.
    """
    ids = _ids_of(partnership_id, goal_id)
    for row in _rows(known, "measures"):
        ids.setdefault(row["id"], set()).update(step["id"] for step in row["steps"])
    return {
        **values,
        "weight": values.get("weight") or "1",
        "parent": _named(values.get("parent"), _goals(partnership_id)),
        "measures": [_measure(row, ids) for row in _rows(values, "measures")],
        "sides": _sides(partnership_id, _rows(values, "sides")),
        "projects": _projects(partnership_id, _rows(values, "projects")),
        **_unlisted(values),
    }


Ids = dict[str, set[str]]
"""The ids of a goal's measures, each with those of its steps."""


def _measure(row: Any, ids: Ids) -> Any:
    if not isinstance(row, Mapping):
        return row
    made = _kept(row, ids)
    steps = [_kept(step, ids.get(made["id"], ())) for step in _rows(row, "steps")]
    return {**made, "weight": row.get("weight") or "1", "steps": steps}


def _kept(row: Any, ids: Container[str]) -> Any:
    if not isinstance(row, Mapping):
        return row
    key = row.get("id")
    return {**row, "id": key if isinstance(key, str) and key in ids else str(new_id())}


def _sides(partnership_id: UUID, rows: list[Any]) -> list[Any]:
    parties = names_of_sides(partnership_id)
    owners = _people(partnership_id, set(_refs(rows, "owner")))
    return [
        {
            **row,
            "id": _id_of(row.get("party")) or str(new_id()),
            "party": _named(row.get("party"), parties),
            "owner": _named(row.get("owner"), owners),
        }
        if isinstance(row, Mapping)
        else row
        for row in rows
    ]


def _people(partnership_id: UUID, wanted: set[str]) -> dict[str, str]:
    """The names of those who belong to a party; anybody else stays without a name here."""
    organizations = Party.objects.filter(partnership_id=partnership_id).values("organization_id")
    seats = Membership.objects.filter(organization_id__in=organizations, user_id__in=wanted)
    return {str(seat.user_id): str(seat.user) for seat in seats.select_related("user")}


def _projects(partnership_id: UUID, rows: list[Any]) -> list[Any]:
    wanted = set(_refs(rows, "project"))
    found = Project.objects.filter(partnership_id=partnership_id, id__in=wanted).values_list("id", "name")
    names = {str(key): name for key, name in found}
    return [
        {"id": _id_of(row.get("project")) or str(new_id()), "project": _named(row.get("project"), names)}
        if isinstance(row, Mapping)
        else row
        for row in rows
    ]


def _goals(partnership_id: UUID) -> dict[str, str]:
    rows = Goal.objects.filter(partnership_id=partnership_id).values_list("id", "name")
    return {str(key): name for key, name in rows}


def _named(ref: Any, names: Mapping[str, str]) -> Any:
    key = _id_of(ref)
    return {"id": key, "name": names.get(key, "")} if key else ref


def _id_of(ref: Any) -> str | None:
    """The id in a reference, written in the one way; None for what is no reference."""
    try:
        return str(UUID(ref["id"]))
    except (TypeError, KeyError, ValueError, AttributeError):
        return None


def _refs(rows: Iterable[Any], name: str) -> Iterator[str]:
    for row in rows:
        key = _id_of(row.get(name)) if isinstance(row, Mapping) else None
        if key:
            yield key


def _unlisted(values: Values) -> dict[str, Any]:
    """What should be a list and is none stays as it is, to be refused by its shape."""
    said = {name: values.get(name) for name in ("measures", "sides", "projects")}
    return {name: value for name, value in said.items() if value and not isinstance(value, list | tuple)}


def _rows(values: Mapping[str, Any], name: str) -> list[Any]:
    rows = values.get(name)
    return list(rows) if isinstance(rows, list | tuple) else []


def _ids_of(partnership_id: UUID, goal_id: UUID | None) -> Ids:
    rows = Measure.objects.filter(partnership_id=partnership_id, goal_id=goal_id).values_list("id", flat=True)
    ids: Ids = {str(key): set() for key in rows}
    steps = Step.objects.filter(partnership_id=partnership_id, measure_id__in=list(ids))
    for measure, step in steps.values_list("measure_id", "id"):
        ids[str(measure)].add(str(step))
    return ids
