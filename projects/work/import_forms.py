"""The shape of an upload and of the choice of its columns."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from partnership.kit.forms import OnceForm
from projects.work.actions.uploads import Choice, Upload
from projects.work.logfile.dates import DateOrder
from projects.work.logfile.mapping import TARGETS, Columns
from projects.work.logfile.reading import Dialect
from projects.work.models import ImportBatch, Project
from projects.work.words import missing_sentence

PIECE = 64 * 1024
TARGET_LABELS = {
    "done_on": _("Day of the work"),
    "hours": _("Hours"),
    "project": _("Project"),
    "deliverable": _("Deliverable"),
    "task": _("Task number"),
    "title": _("What was done"),
    "worker": _("Who"),
    "role": _("Role or kind of work"),
    "note": _("Note"),
    "started_on": _("Task started"),
    "finished_on": _("Task finished"),
    "estimate": _("Estimate of the task, hours"),
    "status": _("Status of the task"),
}
ENCODINGS = [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8 (BOM)"), ("cp1252", "Windows-1252")]
DELIMITERS = [(",", _("Comma")), (";", _("Semicolon")), ("\t", _("Tab"))]
DECIMALS = [(".", _("Point (7.5)")), (",", _("Comma (7,5)"))]
ORDERS = [
    ("", _("Choose")),
    (DateOrder.YMD.value, _("Year, month, day (2026-11-23)")),
    (DateOrder.DMY.value, _("Day, month, year (23/11/2026)")),
    (DateOrder.MDY.value, _("Month, day, year (11/23/2026)")),
]


class UploadForm(OnceForm):
    log = forms.FileField(
        label=_("Work log"),
        help_text=_("CSV, at most 25 MB, with the names of the columns in the first row."),
    )
    dates = forms.FileField(
        label=_("Dates, if they are in a file of their own"),
        required=False,
        help_text=_("The two files are joined by the column that both have, for example the task number."),
    )
    project = forms.TypedChoiceField(label=_("Project"), coerce=UUID, required=False, empty_value=None)

    def __init__(self, *args: Any, projects: list[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].choices = project_choices(projects)  # type: ignore[attr-defined]

    def upload(self, name: str) -> Upload | None:
        """Return a file as the action takes it, None for one that was not sent."""
        file: UploadedFile | None = self.cleaned_data[name]
        return Upload(file.name or name, file.size or 0, file.chunks(PIECE)) if file else None


def project_choices(projects: list[Project]) -> list[tuple[Any, Any]]:
    """Offer the rows' own projects first, then each project of the partnership."""
    return [("", _("As each row says")), *((one.id, one.name) for one in projects)]


def _column(label: Any, names: list[tuple[str, str]]) -> forms.ChoiceField:
    unknown = _("The file has no column “%(value)s”.")
    return forms.ChoiceField(
        label=label, choices=names, required=False, error_messages={"invalid_choice": unknown}
    )


class ColumnsForm(forms.Form):
    """What each column means; the guesses stand in it already."""

    use_required_attribute = False

    encoding = forms.ChoiceField(label=_("Encoding"), choices=ENCODINGS)
    delimiter = forms.ChoiceField(label=_("Values are separated by"), choices=DELIMITERS)
    decimal = forms.ChoiceField(label=_("Decimal mark"), choices=DECIMALS)
    date_order = forms.ChoiceField(label=_("Order in dates"), choices=ORDERS)
    project_id = forms.TypedChoiceField(
        label=_("Rows belong to"), coerce=UUID, required=False, empty_value=None
    )
    creates_projects = forms.BooleanField(label=_("Begin the projects that are missing"), required=False)
    remembers = forms.BooleanField(
        label=_("Remember this for the next log with the same columns"), required=False
    )

    def __init__(
        self, *args: Any, batch: ImportBatch, header: list[str], projects: list[Project], **kwargs: Any
    ) -> None:
        self.batch, self.columns = batch, Columns.from_json(batch.mapping)
        kwargs["initial"] = self._now()
        super().__init__(*args, **kwargs)
        self.fields["project_id"].choices = project_choices(projects)  # type: ignore[attr-defined]
        names = [("", "–"), *((name, name) for name in header)]
        for target in TARGETS:
            self.fields[target] = _column(TARGET_LABELS[target], names)
        for number in (1, 2):
            self.fields[f"fall_back_{number}"] = _column(_("Otherwise the day in"), names)
        for name in ("done_on", "hours", "date_order"):
            self.fields[name].required = not self._is_read_anew()
            self.fields[name].error_messages["required"] = missing_sentence(name)

    def _is_read_anew(self) -> bool:
        """Say whether another encoding or delimiter is chosen: its columns are guessed anew, none is needed."""
        now = self.batch.dialect
        return self.is_bound and any(self.data.get(name) != now[name] for name in ("encoding", "delimiter"))

    def _now(self) -> dict[str, Any]:
        columns = self.columns
        fall_backs = dict(zip(("fall_back_1", "fall_back_2"), columns.fall_backs, strict=False))
        return {
            **columns.columns,
            **fall_backs,
            **self.batch.dialect,
            "decimal": columns.decimal,
            "date_order": columns.date_order or "",
            "project_id": self.batch.project_id,
            "creates_projects": self.batch.creates_projects,
            "remembers": self.batch.remembers,
        }

    def choice(self, projects: list[Project]) -> Choice:
        """Return what was chosen, as the action takes it."""
        said = self.cleaned_data
        columns = Columns(
            columns={target: said[target] for target in TARGETS if said[target]},
            fall_backs=tuple(said[name] for name in ("fall_back_1", "fall_back_2") if said[name]),
            join=self.columns.join,
            decimal=said["decimal"],
            date_order=DateOrder(said["date_order"]) if said["date_order"] else None,
        )
        return Choice(
            columns=columns,
            dialect=Dialect(said["encoding"], said["delimiter"]),
            project=next((one for one in projects if one.id == said["project_id"]), None),
            creates_projects=said["creates_projects"],
            remembers=said["remembers"],
        )


class ConfirmForm(forms.Form):
    leaves_out = forms.BooleanField(label=_("Leave out the rows that can't be read"), required=False)
