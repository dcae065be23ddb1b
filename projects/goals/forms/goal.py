"""The form of a goal: what both sides will sign. Its inputs are named by their path in the values: `sides.0.why`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from accounts.queries import PartySeen
from partnership.kit.forms import DayField, OnceForm
from projects.agreement.fields import Values
from projects.goals.forms.fields import line, number, plain, prose, said_number
from projects.goals.forms.measures import measure_said, row_fields, rows_agreed, rows_typed

MORE = "more"


@dataclass(frozen=True)
class Choices:
    """What a goal's form offers: people of each party, goals that it may be a part of, projects."""

    people: Mapping[UUID, Sequence[tuple[UUID, str]]]
    parents: Sequence[tuple[UUID, str]]
    projects: Sequence[tuple[UUID, str]]


@dataclass(frozen=True)
class SideInputs:
    side: PartySeen
    why: BoundField
    owner: BoundField
    contribution: BoundField
    amount: BoundField
    unit: BoundField


@dataclass(frozen=True)
class MeasureInputs:
    number: int
    id_name: str
    id: str
    drop_name: str
    is_empty: bool
    cells: Mapping[str, BoundField]


def side_fields() -> dict[str, forms.Field]:
    """Return the inputs of one party's part in a goal."""
    return {
        "why": prose(_("Why it matters")),
        "owner": forms.ChoiceField(label=_("Owner")),
        "contribution": line(_("What this side gives"), help_text=_("A commitment that can be measured.")),
        "amount": number(_("How much"), required=False),
        "unit": line(_("Unit"), required=False, help_text=_("For example hours or deliveries.")),
    }


class GoalForm(OnceForm):
    """With `more` in the data (the button that adds a measure) it is not judged: all that was typed stays."""

    use_required_attribute = False
    name = line(_("The goal"), help_text=_("What is different when you have reached it."))
    starts_on = DayField(label=_("Starts"))
    ends_on = DayField(label=_("Ends"))
    parent = forms.ChoiceField(label=_("Part of"), required=False)
    weight = number(_("Weight"), help_text=_("Twice the weight of another goal counts twice."))
    projects = forms.MultipleChoiceField(
        label=_("Projects it depends on"), required=False, widget=forms.CheckboxSelectMultiple
    )
    word = prose(_("A word with it"), required=False)
    seen = forms.IntegerField(min_value=0, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        sides: Sequence[PartySeen],
        choices: Choices,
        values: Values | None = None,
    ) -> None:
        self.sides, self.offered, self.before = sides, choices, values or {}
        is_more = bool(data) and MORE in data
        self.rows = rows_typed(data, 1 if is_more else 0) if data else rows_agreed(self.before)
        typed = _renamed(data, self.rows) if data else None
        initial = typed if is_more else {"weight": 1, **_initial(self.before)}
        super().__init__(None if is_more else typed, initial=initial)
        self._choose()
        self._add_sides()
        for place, row in enumerate(self.rows):
            self._add(f"measures.{place}.", row_fields(), row)

    def said(self) -> dict[str, Any]:
        """Return what was written, as the values of an agreement."""
        clean = self.cleaned_data
        return {
            "name": clean["name"],
            "parent": _ref(clean["parent"], self.offered.parents),
            "weight": said_number(clean["weight"]),
            "starts_on": clean["starts_on"].isoformat(),
            "ends_on": clean["ends_on"].isoformat(),
            "sides": [self._side_said(place, side) for place, side in enumerate(self.sides)],
            "measures": [
                measure_said(row["id"], self._row(f"measures.{place}."), self.before)
                for place, row in enumerate(self.rows)
            ],
            "projects": self._projects_said(),
        }

    def sent(self) -> dict[str, Any]:
        """Return what goes with a change: a word, what its writer had read, and the id that it will have."""
        clean = self.cleaned_data
        return {"word": clean["word"], "seen": clean["seen"] or 0, "key": clean["key"]}

    @property
    def by_side(self) -> list[SideInputs]:
        return [
            SideInputs(side, **{name: self[f"sides.{place}.{name}"] for name in side_fields()})
            for place, side in enumerate(self.sides)
        ]

    @property
    def measures(self) -> list[MeasureInputs]:
        return [
            MeasureInputs(
                place + 1,
                f"measures.{place}.id",
                row["id"],
                f"measures.{place}.drop",
                not row.get("name"),
                {name: self[f"measures.{place}.{name}"] for name in row_fields()},
            )
            for place, row in enumerate(self.rows)
        ]

    def _choose(self) -> None:
        parents = [("", "–"), *((str(key), name) for key, name in self.offered.parents)]
        self.fields["parent"].choices = parents  # type: ignore[attr-defined]
        self.fields["projects"].choices = [(str(key), name) for key, name in self.offered.projects]  # type: ignore[attr-defined]

    def _add_sides(self) -> None:
        agreed = {row["party"]["id"]: row for row in self.before.get("sides") or () if row.get("party")}
        for place, side in enumerate(self.sides):
            row = agreed.get(str(side.id), {})
            fields = side_fields()
            people = [(str(key), name) for key, name in self.offered.people.get(side.id, ())]
            fields["owner"].choices = [("", "–"), *people]  # type: ignore[attr-defined]
            self._add(f"sides.{place}.", fields, {**row, "owner": _id_of(row.get("owner"))})

    def _add(self, path: str, fields: Mapping[str, forms.Field], row: Mapping[str, Any]) -> None:
        for name, field in fields.items():
            self.fields[path + name] = field
            self.initial.setdefault(path + name, plain(row.get(name)))

    def _row(self, path: str) -> dict[str, Any]:
        return {
            name[len(path) :]: value for name, value in self.cleaned_data.items() if name.startswith(path)
        }

    def _side_said(self, place: int, side: PartySeen) -> dict[str, Any]:
        said = self._row(f"sides.{place}.")
        people = self.offered.people.get(side.id, ())
        return {
            "id": str(side.id),
            "party": {"id": str(side.id), "name": side.name},
            "why": said["why"],
            "owner": _ref(said["owner"], people),
            "contribution": said["contribution"],
            "amount": said_number(said["amount"]),
            "unit": said["unit"] or None,
        }

    def _projects_said(self) -> list[dict[str, Any]]:
        chosen = [_ref(key, self.offered.projects) for key in self.cleaned_data["projects"]]
        return [{"id": one["id"], "project": one} for one in chosen if one]

    def named(self, path: str | None) -> str | None:
        """Return the input that a refusal is about: of a value inside a row, or of the nearest thing around it."""
        parts = (path or "").split(".")
        paths: Iterator[str] = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
        return next((one for one in paths if one in self.fields), None)


def _renamed(data: Any, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the data with the rows of measures numbered as they are kept: refusals then stand at the right one."""
    said = {name: data.get(name) for name in data if not name.startswith("measures")}
    said["projects"] = data.getlist("projects") if hasattr(data, "getlist") else data.get("projects", [])
    for place, row in enumerate(rows):
        said |= {f"measures.{place}.{name}": value for name, value in row.items()}
    return said


def _initial(values: Values) -> dict[str, Any]:
    found = {
        name: plain(values[name]) for name in ("name", "weight", "starts_on", "ends_on") if values.get(name)
    }
    parent, projects = _id_of(values.get("parent")), values.get("projects") or ()
    return {**found, "parent": parent, "projects": [_id_of(row["project"]) for row in projects]}


def _id_of(ref: Values | None) -> str:
    return ref["id"] if ref else ""


def _ref(key: str, offered: Sequence[tuple[UUID, str]]) -> dict[str, str] | None:
    return next(({"id": key, "name": name} for one, name in offered if str(one) == key), None)
