"""The import itself and its undoing: all or nothing, once, whatever happens to the worker."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.actor import Actor
from accounts.models import Party
from partnership.kit.book import record
from partnership.kit.errors import Refused
from partnership.kit.ids import new_id
from projects.work.intake.pieces import drop_pieces
from projects.work.intake.settling import settle, unsettle
from projects.work.intake.staging import Staged
from projects.work.intake.tally import Tally
from projects.work.models import ImportBatch, Project

from .imports import read_staged

MOST_ATTEMPTS = 5
Status = ImportBatch.Status


class NotImported(Refused):
    message = _("Only an import that is done can be undone.")
    code = "not_imported"


def begin_attempt(actor: Actor, *, batch: ImportBatch, now: datetime) -> bool:
    """Count an attempt in a transaction of its own, before it begins; False when somebody else is at it or it is over.

    After five attempts the log is set aside, with a sentence: something in it breaks the worker.
    """
    actor.require(Right.IMPORT_WORK, batch)
    rows = ImportBatch.objects.select_for_update(skip_locked=True)
    current = rows.filter(partnership_id=batch.partnership_id, id=batch.id, status=Status.QUEUED).first()
    if current is None:
        return False
    current.attempts += 1
    if current.attempts > MOST_ATTEMPTS:
        current.status = Status.STOPPED
        _tell(actor, "work.import_stopped", current, now)
    current.save()
    return current.status == Status.QUEUED  # type: ignore[no-any-return]


def run_import(actor: Actor, *, batch: ImportBatch, today: date, now: datetime) -> ImportBatch | None:
    """Import a confirmed log in this one transaction; None when another worker holds it or it is done.

    The batch's row stays locked: a killed worker's lock falls with its connection, and its rows were never there.
    When rows have become unreadable since the check, nothing is imported and the batch says so.
    """
    actor.require(Right.IMPORT_WORK, batch)
    rows = ImportBatch.objects.select_for_update(skip_locked=True, of=("self",)).select_related("project")
    current = rows.filter(partnership_id=batch.partnership_id, id=batch.id, status=Status.QUEUED).first()
    if current is None:
        return None
    staged, counted = read_staged(current, today, shows_progress=True)
    current.report = counted.as_json()
    if staged.bad_rows and not current.leaves_out:
        current.status = Status.REFUSED
    else:
        _create_projects(actor, current, staged, counted, now)
        current.report["added"] = settle(current, now=now)
        current.status, current.done_at = Status.DONE, now
        drop_pieces(current)
        _tell(actor, "work.entries_imported", current, now, entries=current.report["added"])
    current.save()
    return current  # type: ignore[no-any-return]


def undo_import(actor: Actor, *, batch: ImportBatch, now: datetime) -> ImportBatch:
    """Take an import's entries away, and the tasks and deliverables that only it knew; twice is once.

    Projects and people that it made stay, and so do later changes to tasks that were there before.
    """
    actor.require(Right.IMPORT_WORK, batch)
    current: ImportBatch = ImportBatch.objects.select_for_update().get(
        partnership_id=batch.partnership_id, id=batch.id
    )
    if current.status == Status.UNDONE:
        return current
    if current.status != Status.DONE:
        raise NotImported
    current.report["removed"] = unsettle(current, now=now)
    current.status, current.undone_at = Status.UNDONE, now
    current.save()
    _tell(actor, "work.import_undone", current, now, entries=current.report["removed"])
    return current


def _create_projects(actor: Actor, batch: ImportBatch, staged: Staged, counted: Tally, now: datetime) -> None:
    """Begin the projects that the log names: delivered by the side that logs, commissioned by the first other side."""
    sides = Party.objects.filter(partnership_id=batch.partnership_id).order_by("position")
    others = [side.id for side in sides if side.id != batch.party_id]
    begun = {one.code: one.first_on for one in counted.projects}
    for code in staged.new_projects:
        if code not in begun:
            continue
        project = Project(
            id=new_id(),
            partnership_id=batch.partnership_id,
            name=code,
            code=code,
            commissioned_by_id=others[0],
            delivered_by_id=batch.party_id,
            starts_on=date.fromisoformat(begun[code]),
            created_at=now,
            updated_at=now,
        )
        project.save(force_insert=True)
        record(
            actor, "work.project_created", subject_kind="project", subject_id=project.id,
            partnership=batch.partnership_id, data={"import": str(batch.id)}, at=now,
        )  # fmt: skip


def _tell(actor: Actor, kind: str, batch: ImportBatch, now: datetime, **data: object) -> None:
    record(
        actor, kind, subject_kind="import", subject_id=batch.id, partnership=batch.partnership_id, data=data, at=now
    )  # fmt: skip
