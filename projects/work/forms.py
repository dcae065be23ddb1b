"""The shape of what people write about projects and hours; whether it may be is the action's to say."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.kit.forms import DayField, NumberField, OnceForm
from projects.work.actions.deliverables import DeliverableValues
from projects.work.actions.entries import EntryValues
from projects.work.actions.projects import ProjectFacts
from projects.work.models import Deliverable, Project, WorkEntry


class FactsForm(OnceForm):
    """What either side may write of a project by itself."""

    name = forms.CharField(label=_("Name"), max_length=120)
    code = forms.CharField(
        label=_("Code"), max_length=40, help_text=_("How your work logs name the project, for example PC2.")
    )

    def __init__(self, *args: Any, project: Project | None = None, **kwargs: Any) -> None:
        if project:
            kwargs["initial"] = {"name": project.name, "code": project.code}
        super().__init__(*args, **kwargs)

    def facts(self) -> ProjectFacts:
        """Return what was written, as the action takes it."""
        return ProjectFacts(name=self.cleaned_data["name"], code=self.cleaned_data["code"])


class FinishForm(forms.Form):
    finished_on = DayField(label=_("Finished on"))


class DeliverableForm(OnceForm):
    name = forms.CharField(label=_("Name"), max_length=120)
    code = forms.CharField(
        label=_("Code in the work log"),
        max_length=80,
        required=False,
        help_text=_("Rows of a work log with this code count to the deliverable."),
    )
    hours_budget = NumberField(label=_("Planned hours"), required=False, max_digits=9, decimal_places=2)
    planned_on = DayField(
        label=_("Planned day"),
        required=False,
        help_text=_("A plan binds nobody. Agreed hours and days stand in the terms, which both sides sign."),
    )
    delivered_on = DayField(
        label=_("Delivered on"), required=False, help_text=_("Empty until it is handed over.")
    )

    def __init__(self, *args: Any, deliverable: Deliverable | None = None, **kwargs: Any) -> None:
        if deliverable:
            kwargs["initial"] = {name: getattr(deliverable, name) for name in DeliverableValues.__slots__}
        super().__init__(*args, **kwargs)

    def values(self) -> DeliverableValues:
        """Return what was written, as the action takes it."""
        return DeliverableValues(**{name: self.cleaned_data[name] for name in DeliverableValues.__slots__})


class EntryForm(OnceForm):
    done_on = DayField(label=_("Day"))
    hours = NumberField(label=_("Hours"), max_digits=9, decimal_places=3)
    role = forms.CharField(label=_("Role"), max_length=80, required=False)
    deliverable = forms.TypedChoiceField(
        label=_("Deliverable"), coerce=UUID, required=False, empty_value=None
    )
    worker = forms.CharField(
        label=_("Who"),
        max_length=120,
        required=False,
        help_text=_("The other side sees the role alone until the person has agreed to be named."),
    )
    note = forms.CharField(
        label=_("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self,
        *args: Any,
        deliverables: list[tuple[UUID, str]],
        entry: WorkEntry | None = None,
        worker: str = "",
        **kwargs: Any,
    ) -> None:
        if entry:
            names = ("done_on", "hours", "role", "note")
            kwargs["initial"] = {name: getattr(entry, name) for name in names}
            kwargs["initial"] |= {"deliverable": entry.deliverable_id, "worker": worker}
        super().__init__(*args, **kwargs)
        self.fields["deliverable"].choices = [("", "–"), *deliverables]  # type: ignore[attr-defined]

    def values(self) -> EntryValues:
        """Return what was written, as the action takes it."""
        said = {name: self.cleaned_data[name] for name in ("done_on", "hours", "role", "note", "worker")}
        return EntryValues(**said, deliverable_id=self.cleaned_data["deliverable"])
