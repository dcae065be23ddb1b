"""The log's dry run and the yes to it. Nothing is imported here."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.actor import Actor
from partnership.kit.errors import Refused
from projects.work.intake.samples import columns_of, header_of_batch
from projects.work.intake.staging import Known, Staged, stage
from projects.work.intake.tally import tally
from projects.work.logfile.problems import FileRefused
from projects.work.logfile.reading import Dialect
from projects.work.models import ColumnMapping, ImportBatch, ImportProblem, Project
from projects.work.words import file_sentence

from .uploads import Choice, UnreadableFile, check_choice, header_key, open_batch

Status = ImportBatch.Status


class NotChecked(Refused):
    message = _("Check the log first: then you see what an import would do.")
    code = "not_checked"


class RowsNeedMending(Refused):
    message = _("Some rows can't be read. Mend the file, or choose to leave those rows out.")
    code = "rows_need_mending"
    status = 422
    field = "leaves_out"


class NothingToImport(Refused):
    message = _("No row of this log can be imported.")
    code = "nothing_to_import"
    status = 422


class ImportedBefore(Refused):
    message = _(
        "This very file is imported already, with other columns. Undo that import first, so that no hours count twice."
    )
    code = "imported_before"


def check_import(actor: Actor, *, batch: ImportBatch, today: date) -> ImportBatch:
    """Read the whole log and write down what an import would do and every row that it can't read; import nothing.

    Raises ColumnsNotChosen, UnknownColumn and UnreadableFile.
    """
    current = open_batch(actor, batch)
    check_choice(current, Choice(columns_of(current), Dialect(**current.dialect), current.project))
    staged = _staged(current, today)
    current.status, current.problem_count = Status.CHECKED, staged.problems
    current.report = tally(current, staged).as_json()
    current.save()
    return current


def confirm_import(actor: Actor, *, batch: ImportBatch, leaves_out: bool, now: datetime) -> ImportBatch:
    """Say yes to a checked log; saying it twice imports once.

    Raises NotChecked, RowsNeedMending unless the unreadable rows are to be left out, NothingToImport, ImportedBefore.
    """
    actor.require(Right.IMPORT_WORK, batch)
    current: ImportBatch = ImportBatch.objects.select_for_update().get(
        partnership_id=batch.partnership_id, id=batch.id
    )
    if current.status in {Status.QUEUED, Status.DONE}:
        return current
    if current.status != Status.CHECKED:
        raise NotChecked
    if not current.report["good_rows"]:
        raise NothingToImport
    if current.report["bad_rows"] and not leaves_out:
        raise RowsNeedMending
    _refuse_again(current)
    current.status, current.leaves_out, current.confirmed_at = Status.QUEUED, leaves_out, now
    current.attempts = 0
    current.save()
    if current.remembers:
        _remember(current, now)
    return current


def _staged(batch: ImportBatch, today: date) -> Staged:
    ImportProblem.objects.filter(partnership_id=batch.partnership_id, batch=batch).delete()
    codes = Project.objects.filter(partnership_id=batch.partnership_id).values_list("code", flat=True)
    fixed = batch.project.code if batch.project else ""
    try:
        return stage(batch, Known(frozenset(codes), fixed, batch.creates_projects), as_of=today)
    except FileRefused as refused:
        raise UnreadableFile(file_sentence(refused.code), field="project") from refused


def _refuse_again(batch: ImportBatch) -> None:
    same = ImportBatch.objects.filter(
        partnership_id=batch.partnership_id,
        organization_id=batch.organization_id,
        content_hash=batch.content_hash,
        status__in=[Status.DONE, Status.QUEUED],
    )
    if any(_way(other) != _way(batch) for other in same.exclude(id=batch.id)):
        raise ImportedBefore


def _way(batch: ImportBatch) -> tuple[Any, ...]:
    return batch.mapping, batch.dialect, batch.project_id


def _remember(batch: ImportBatch, now: datetime) -> None:
    ColumnMapping.objects.update_or_create(
        partnership_id=batch.partnership_id,
        organization_id=batch.organization_id,
        header_key=header_key(header_of_batch(batch)),
        defaults={
            "mapping": batch.mapping,
            "project": batch.project,
            "creates_projects": batch.creates_projects,
            "updated_at": now,
        },
    )
