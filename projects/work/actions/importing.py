"""The import itself and its undoing: all or nothing, once, whatever happens to the worker."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.actor import Actor
from accounts.models import Party
from partnership.kit.book import record
from partnership.kit.errors import Refused
from partnership.kit.ids import new_id
from projects.work.holding import keep_still
from projects.work.intake.pieces import drop_pieces
from projects.work.intake.progress import teller
from projects.work.intake.restaging import note_lost, restage
from projects.work.intake.settling import settle, unsettle
from projects.work.models import Approval, ImportBatch, Project, WorkEntry

MOST_ATTEMPTS = 5
Status = ImportBatch.Status


class NotImported(Refused):
    message = _("Only an import that is done can be undone.")
    code = "not_imported"


class ImportApproved(Refused):
    message = _(
        "Some of these hours are approved, so the import stays. Whoever approved them can take that back first."
    )
    code = "import_approved"


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


def run_import(actor: Actor, *, batch: ImportBatch, now: datetime) -> ImportBatch | None:
    """Import a confirmed log in this one transaction; None when another worker holds it or it is done.

    The batch's row stays locked: a killed worker's lock falls with its connection, and its rows were never there.
    When a project has gone since the check, nothing is imported and the batch says so.
    """
    actor.require(Right.IMPORT_WORK, batch)
    rows = ImportBatch.objects.select_for_update(skip_locked=True, of=("self",))
    current = rows.filter(partnership_id=batch.partnership_id, id=batch.id, status=Status.QUEUED).first()
    if current is None:
        return None
    unknown = restage(current, progress=teller(current.id))
    if unknown and (current.project_id or not current.creates_projects):
        _refuse(current)
    else:
        _create_projects(actor, current, unknown, now)
        added = settle(current, now=now)
        current.report |= {"added": added, "known": current.report["good_rows"] - added}
        current.status, current.done_at = Status.DONE, now
        drop_pieces(current)
        _tell(actor, "work.entries_imported", current, now, entries=added)
    current.save()
    return current  # type: ignore[no-any-return]


def _refuse(batch: ImportBatch) -> None:
    lost = note_lost(batch)
    batch.status, batch.problem_count = Status.REFUSED, batch.problem_count + lost
    batch.report["bad_rows"] += lost


def undo_import(actor: Actor, *, batch: ImportBatch, now: datetime) -> ImportBatch:
    """Take an import's entries away, and the tasks and deliverables that only it knew; twice is once.

    Projects and people that it made stay, and so do later changes to tasks that were there before. Raises NotImported,
    and ImportApproved once another side has approved any of the hours.
    """
    actor.require(Right.IMPORT_WORK, batch)
    current: ImportBatch = ImportBatch.objects.select_for_update().get(
        partnership_id=batch.partnership_id, id=batch.id
    )
    if current.status == Status.UNDONE:
        return current
    if current.status != Status.DONE:
        raise NotImported
    _require_unapproved(current)
    current.report["removed"], gone = unsettle(current, now=now)
    current.status, current.undone_at = Status.UNDONE, now
    current.save()
    _tell(actor, "work.import_undone", current, now, entries=current.report["removed"], deliverables=gone)
    return current


def _require_unapproved(batch: ImportBatch) -> None:
    own = WorkEntry.objects.filter(partnership_id=batch.partnership_id, batch=batch).order_by()
    keep_still(batch.partnership_id, own.values_list("project_id", flat=True).distinct())
    approved = Approval.objects.filter(partnership_id=batch.partnership_id, entry_id=OuterRef("id"))
    if own.filter(Exists(approved)).exists():
        raise ImportApproved


def _create_projects(actor: Actor, batch: ImportBatch, codes: Iterable[str], now: datetime) -> None:
    """Begin the projects that the log names: delivered by the side that logs, commissioned by the first other side.

    A log agrees nothing: when they start and what they may cost is left to the parties.
    """
    sides = Party.objects.filter(partnership_id=batch.partnership_id).order_by("position")
    others = [side.id for side in sides if side.id != batch.party_id]
    for code in codes:
        project = Project(
            id=new_id(),
            partnership_id=batch.partnership_id,
            name=code,
            code=code,
            commissioned_by_id=others[0],
            delivered_by_id=batch.party_id,
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
