"""The whole table in one form: for each side what it opens to each other one, topic by topic."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from accounts.queries import PartnershipSeen, PartySeen
from partnership.kit.forms import DayField, OnceForm
from projects.agreement.inputs import TextField
from projects.openness.filling import LONGEST_PURPOSE
from projects.openness.steps import OPENABLE, RULES, Step, Topic
from projects.openness.terms import OpennessTerms, Row
from projects.openness.words import STEPS, TOPICS

COLUMNS = ("step", "until", "purpose")


@dataclass(frozen=True)
class RowInputs:
    """One topic in the form: its label, what it goes with, and its inputs."""

    topic: Topic
    step: BoundField
    until: BoundField
    purpose: BoundField

    @property
    def label(self) -> Any:
        return TOPICS[self.topic]


@dataclass(frozen=True)
class Opening:
    """What one side opens to one other."""

    party: PartySeen
    reader: PartySeen
    rows: tuple[RowInputs, ...]


class TableForm(OnceForm):
    """`seen` is the newest version that the page showed; `basis` fills the form."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    exception = TextField(
        label=_("Why it need not balance"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only where one side opens less than the other needs in return. Every side signs it."),
    )
    word = TextField(
        label=_("A word with it"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, *args: Any, partnership: PartnershipSeen, basis: OpennessTerms, seen: int, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"seen": seen, "exception": basis.exception, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.pairs = [(a, b) for a in partnership.parties for b in partnership.parties if a.id != b.id]
        for party, reader in self.pairs:
            for topic in OPENABLE:
                self._add(party, reader, topic, basis.row(party.id, reader.id, topic))

    @property
    def openings(self) -> list[Opening]:
        """The inputs as the page shows them."""
        return [
            Opening(party, reader, tuple(self._inputs(party, reader, topic) for topic in OPENABLE))
            for party, reader in self.pairs
        ]

    def terms(self) -> OpennessTerms:
        """Return what was written, as the action takes it."""
        return OpennessTerms(tuple(self._rows()), self.cleaned_data["exception"])

    def named(self, path: str | None) -> str | None:
        """Return the input that a refusal's path ("rows.3.until") is about."""
        parts = (path or "").split(".")
        if len(parts) != 3 or not parts[1].isdecimal():
            return path
        row = list(self._rows())[int(parts[1])]
        sides = {one.id: one for pair in self.pairs for one in pair}
        column = parts[2] if parts[2] in COLUMNS else "step"
        return name(sides[row.party_id], sides[row.reader_id], row.topic, column)

    def freshen(self, seen: int) -> None:
        """Take what was typed as written beside the newest version: the next sending is meant for that one."""
        self.data = {**self.data, "seen": str(seen)}

    def _rows(self) -> Iterator[Row]:
        """Give the rows that say something, in the order in which an agreement writes them."""
        for party, reader in self.pairs:
            for topic in OPENABLE:
                said = {one: self.cleaned_data.get(name(party, reader, topic, one)) for one in COLUMNS}
                step = Step(int(said["step"] or 0))
                row = Row(party.id, reader.id, topic, step, said["purpose"] or "", said["until"])
                if row.says_something:
                    yield row

    def _inputs(self, party: PartySeen, reader: PartySeen, topic: Topic) -> RowInputs:
        return RowInputs(topic, *(self[name(party, reader, topic, one)] for one in COLUMNS))

    def _add(self, party: PartySeen, reader: PartySeen, topic: Topic, row: Row | None) -> None:
        steps = [(value, label) for value, label in STEPS.items() if int(value) >= RULES[topic].least]
        held = row or Row(party.id, reader.id, topic, RULES[topic].start)
        inputs: dict[str, tuple[forms.Field, Any]] = {
            "step": (forms.ChoiceField(label=_("How far"), choices=steps), str(int(held.step))),
            "until": (DayField(label=_("Until"), required=False), held.until),
            "purpose": (
                TextField(label=_("What for"), required=False, max_length=LONGEST_PURPOSE),
                held.purpose,
            ),
        }
        for column, (field, initial) in inputs.items():
            self.fields[name(party, reader, topic, column)] = field
            self.initial.setdefault(name(party, reader, topic, column), initial)


def name(party: PartySeen, reader: PartySeen, topic: Topic, column: str) -> str:
    """Return the name of an input: sides stand in it by their fixed places."""
    return f"{party.position}-{reader.position}-{topic.value}-{column}"
