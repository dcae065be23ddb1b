"""The forms of a goal under way: the weekly check-in, and values by hand or from a file."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.kit import formats
from partnership.kit.forms import DayField
from partnership.kit.spoken import language
from projects.goals.actions.check_ins import CheckInSaid
from projects.goals.actions.readings import ReadingSaid
from projects.goals.forms.fields import Scale, confidence, line, number, plain, prose
from projects.goals.models import CheckIn
from projects.goals.progress import MeasureKind
from projects.goals.queries.records import GoalSeen, MeasureSeen, SideSeen


class MeasuresForm(forms.Form):
    """An input for each measure of a goal, with its last value beside it; empty means that nothing is new."""

    use_required_attribute = False

    def __init__(self, *args: Any, goal: GoalSeen, linked: Collection[UUID] = (), **kwargs: Any) -> None:
        """`linked` are measures that follow a key figure: nobody writes their values here."""
        super().__init__(*args, **kwargs)
        self.measures = [one for one in goal.measures if one.id not in linked]
        for one in self.measures:
            self.fields[f"value.{one.id}"] = _input(one)
            self.initial.setdefault(f"value.{one.id}", _stands(one))

    @property
    def inputs(self) -> list[forms.BoundField]:
        return [self[f"value.{one.id}"] for one in self.measures]

    def numbers(self) -> dict[UUID, Decimal]:
        """Return the new values of measures that are no steps."""
        said: dict[UUID, Decimal] = {}
        for one in self.measures:
            value = self.cleaned_data[f"value.{one.id}"]
            if one.kind == MeasureKind.STEPS or value in (None, ""):
                continue
            if one.kind != MeasureKind.YES_NO or value != _stands(one):
                said[one.id] = Decimal(value)
        return said

    def steps(self) -> dict[UUID, bool]:
        """Return the steps that are done now and were not, or the other way around."""
        return {
            step.id: not step.is_done
            for one in self.measures
            if one.kind == MeasureKind.STEPS
            for step in one.steps
            if (str(step.id) in self.cleaned_data[f"value.{one.id}"]) != step.is_done
        }

    def named(self, place: str | None) -> str | None:
        """Return the input that a refusal of a value is about: readings come in the order of `readings`."""
        parts = (place or "").split(".")
        if len(parts) == 3 and parts[1].isdecimal():
            order = [f"value.{one.measure_id}" for one in self.readings(date.min)]
            return order[int(parts[1])] if int(parts[1]) < len(order) else None
        return place

    def readings(self, day: date) -> list[ReadingSaid]:
        """Return what was written as values of a day."""
        of_step = {step.id: one.id for one in self.measures for step in one.steps}
        return [
            *(ReadingSaid(key, value, day) for key, value in self.numbers().items()),
            *(ReadingSaid(of_step[key], Decimal(done), day, key) for key, done in self.steps().items()),
        ]


class CheckInForm(MeasuresForm):
    confidence = confidence()
    happened = prose(gettext_lazy("What happened"), required=False, rows=3)
    blockers = prose(gettext_lazy("What is in the way"), required=False, rows=2)

    def __init__(
        self, *args: Any, goal: GoalSeen, own: SideSeen | None, before: CheckIn | None, **kwargs: Any
    ) -> None:
        names = ("confidence", "happened", "blockers", "given")
        kwargs["initial"] = {name: plain(getattr(before, name)) for name in names} if before else {}
        super().__init__(*args, goal=goal, **kwargs)
        if own and own.amount is not None:
            self.fields["given"] = number(_given_label(own), required=False, help_text=_given_help(own))

    def said(self) -> CheckInSaid:
        """Return what was written, as the action takes it."""
        clean: Mapping[str, Any] = self.cleaned_data
        return CheckInSaid(
            confidence=clean["confidence"],
            values=self.numbers(),
            steps=self.steps(),
            happened=clean["happened"],
            blockers=clean["blockers"],
            given=clean.get("given"),
        )


class HandForm(MeasuresForm):
    read_on = DayField(label=gettext_lazy("Day"))
    source_name = line(
        gettext_lazy("Where the values come from"),
        help_text=gettext_lazy("A report, a system or a person. Both sides see it."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.readings(cleaned["read_on"]):
            raise forms.ValidationError(_("Write a value for at least one measure."))
        return cleaned


class FileForm(forms.Form):
    use_required_attribute = False
    log = forms.FileField(label=gettext_lazy("File with values"))
    file_source = line(gettext_lazy("Where the values come from"), required=False)


def _input(one: MeasureSeen) -> forms.Field:
    says_unit = one.unit and one.unit.casefold() != one.name.casefold()
    label = f"{one.name} ({one.unit})" if says_unit else one.name
    said: dict[str, Any] = {"label": label, "required": False, "help_text": _last(one)}
    if one.kind == MeasureKind.STEPS:
        choices = [(str(step.id), step.name) for step in one.steps]
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **said)
    if one.kind == MeasureKind.YES_NO:
        return forms.ChoiceField(choices=[("1", _("Yes")), ("0", _("No"))], widget=Scale(), **said)
    return number(said.pop("label"), **said)


def _stands(one: MeasureSeen) -> Any:
    if one.kind == MeasureKind.STEPS:
        return [str(step.id) for step in one.steps if step.is_done]
    if one.kind == MeasureKind.YES_NO and one.value is not None:
        return "1" if one.value else "0"
    return None


def _last(one: MeasureSeen) -> str:
    if one.value is None or one.read_on is None:
        return "" if one.kind == MeasureKind.STEPS else _("No value yet.")
    day = formats.date_long(one.read_on, language())
    if one.kind in (MeasureKind.STEPS, MeasureKind.YES_NO):
        return _("Last written down %(day)s.") % {"day": day}
    value = f"{_number(one.value)} {one.unit}".strip()
    return _("Last: %(value)s, %(day)s.") % {"value": value, "day": day}


def _given_label(own: SideSeen) -> str:
    return (
        _("What your side has given so far (%(unit)s)") % {"unit": own.unit}
        if own.unit
        else _("What your side has given so far")
    )


def _given_help(own: SideSeen) -> str:
    said = {"what": own.contribution, "amount": f"{_number(own.amount or Decimal())} {own.unit}".strip()}
    return _("Agreed: %(what)s, %(amount)s.") % said


def _number(value: Decimal) -> str:
    exact = plain(value)
    return formats.number(exact, language(), max(-exact.as_tuple().exponent, 0))
