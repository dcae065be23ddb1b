"""Bringing in a work log: the upload, and the choice of what its columns mean. Nothing is imported here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import blake2b
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit.errors import NotAllowed, Refused
from partnership.kit.ids import new_id
from partnership.kit.once import made_before
from projects.work.intake.pieces import drop_pieces, hash_of, pieces_of, store_pieces
from projects.work.intake.samples import DATES, LOG, first_rows, opened
from projects.work.logfile.guessing import guess_columns, guess_join
from projects.work.logfile.mapping import Columns, unknown_columns
from projects.work.logfile.problems import FileRefused
from projects.work.logfile.reading import Dialect, guess_dialect
from projects.work.models import ColumnMapping, ImportBatch, ImportProblem, Project
from projects.work.words import file_sentence, missing_sentence

LARGEST = 25 * 1024 * 1024
Status = ImportBatch.Status


class UnreadableFile(Refused):
    code = "unreadable_file"
    status = 422
    field = "log"


class ColumnsNotChosen(Refused):
    code = "columns_not_chosen"
    status = 422


class UnknownColumn(Refused):
    code = "unknown_column"
    status = 422


class AlreadyUnderWay(Refused):
    message = _("This log is being imported or is imported already; its columns can't change any more.")
    code = "already_under_way"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it comes in: `data` is read once, piece by piece."""

    name: str
    size: int
    data: Iterable[bytes]


@dataclass(frozen=True, slots=True)
class Choice:
    """How a log is to be read and where its rows belong: to one project, or to the one that each row names."""

    columns: Columns
    dialect: Dialect
    project: Project | None = None
    creates_projects: bool = False
    remembers: bool = True


def upload_log(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    log: Upload,
    dates: Upload | None = None,
    project: Project | None = None,
    today: date,
    now: datetime,
    key: UUID | None = None,
) -> ImportBatch:
    """Keep a log (and the file with its dates) and guess how to read it, from what was chosen last or from itself.

    Raises UnreadableFile, with the sentence that says why, for what is no table or larger than 25 MB.
    """
    actor.require(Right.IMPORT_WORK, partnership)
    if found := made_before(ImportBatch, partnership.id, key):
        return found
    if max(log.size, dates.size if dates else 0) > LARGEST:
        raise UnreadableFile(file_sentence("too_large"))
    batch = _begun(actor, partnership, log, now, key)
    try:
        _store(batch, log, dates)
        guess_reading(batch, project, today)
    except FileRefused as refused:
        raise UnreadableFile(file_sentence(refused.code)) from refused
    batch.save()
    return batch


def choose_columns(actor: Actor, *, batch: ImportBatch, choice: Choice, today: date) -> ImportBatch:
    """Set how the log is read; another delimiter or encoding reads it anew and guesses its columns anew.

    Raises AlreadyUnderWay, UnreadableFile, UnknownColumn, and ColumnsNotChosen where a column or dates' order is not chosen.
    """
    current = open_batch(actor, batch)
    current.project, current.creates_projects = choice.project, choice.creates_projects
    current.remembers, current.status = choice.remembers, Status.READ
    if choice.dialect.as_json() != current.dialect:
        return _read_anew(current, choice.dialect, today)
    check_choice(current, choice)
    current.mapping = choice.columns.as_json()
    current.save()
    return current


def check_choice(batch: ImportBatch, choice: Choice) -> None:
    """Raise UnknownColumn or ColumnsNotChosen when the log can't be read with these columns."""
    sample = first_rows(batch, choice.columns.join)
    unknown = unknown_columns(choice.columns, sample.header)
    if unknown:
        raise UnknownColumn(_("The file has no column “%(value)s”.") % {"value": unknown[0]})
    if choice.columns.missing:
        raise ColumnsNotChosen(missing_sentence(choice.columns.missing[0]), field=choice.columns.missing[0])
    if choice.project is None and not choice.columns.columns.get("project"):
        raise ColumnsNotChosen(_("Choose a project, or the column that names it."), field="project")


def discard_import(actor: Actor, *, batch: ImportBatch) -> None:
    """Let go of a log that was not imported: its files, its problems and itself."""
    current = open_batch(actor, batch)
    drop_pieces(current)
    ImportProblem.objects.filter(partnership_id=current.partnership_id, batch=current).delete()
    ImportBatch.objects.filter(partnership_id=current.partnership_id, id=current.id).delete()


def open_batch(actor: Actor, batch: ImportBatch) -> ImportBatch:
    """Lock a batch that is neither under way nor imported; raise AlreadyUnderWay otherwise."""
    actor.require(Right.IMPORT_WORK, batch)
    rows = ImportBatch.objects.select_for_update(of=("self",)).select_related("project")
    current: ImportBatch = rows.get(partnership_id=batch.partnership_id, id=batch.id)
    if current.status not in {Status.READ, Status.CHECKED, Status.REFUSED}:
        raise AlreadyUnderWay
    return current


def header_key(header: list[str]) -> UUID:
    """Name a set of columns, whatever their order: how a mapping is found again."""
    return UUID(bytes=blake2b("\x1f".join(sorted(header)).encode(), digest_size=16).digest())


def _begun(
    actor: Actor,
    partnership: PartnershipSeen,
    log: Upload,
    now: datetime,
    key: UUID | None,
) -> ImportBatch:
    # A file has an uploader whose rights the worker imports it with: a service's key has none.
    if actor.person_id is None or actor.organization_id is None:
        raise NotAllowed
    return ImportBatch(
        id=key or new_id(),
        partnership_id=partnership.id,
        organization_id=actor.organization_id,
        party_id=actor.party_id(partnership.id),
        uploaded_by_id=actor.person_id,
        file_name=log.name[-200:],
        size=log.size,
        content_hash=UUID(int=0),
        dialect={},
        header=[],
        mapping={},
        created_at=now,
    )


def _store(batch: ImportBatch, log: Upload, dates: Upload | None) -> None:
    batch.save(force_insert=True)
    batch.content_hash = store_pieces(batch, LOG, log.data)
    batch.dialect = _dialect(batch, LOG)
    batch.header, rows = opened(batch, LOG)
    if next(rows, None) is None:
        raise FileRefused("no_rows")
    if dates:
        keep_dates(batch, dates)


def keep_dates(batch: ImportBatch, dates: Upload) -> None:
    """Store a file with dates beside the log, where there is none; both together are the log's content then."""
    second = store_pieces(batch, DATES, dates.data)
    batch.content_hash = UUID(int=hash_of(batch, LOG).int ^ second.int)
    batch.dates_name = dates.name[-200:]
    batch.dates_dialect = _dialect(batch, DATES)
    batch.dates_header, _rows = opened(batch, DATES)


def _dialect(batch: ImportBatch, file: str) -> dict[str, str]:
    return guess_dialect(pieces_of(batch, file), next(pieces_of(batch, file), b"")).as_json()


def guess_reading(batch: ImportBatch, project: Project | None, today: date) -> None:
    """Guess how a stored log is read; raises FileRefused where it shares no column with the file of its dates."""
    join = guess_join(batch.header, batch.dates_header) if batch.dates_header else None
    if batch.dates_header and join is None:
        raise FileRefused("no_shared_column")
    sample = first_rows(batch, join)
    saved = ColumnMapping.objects.filter(
        partnership_id=batch.partnership_id,
        organization_id=batch.organization_id,
        header_key=header_key(sample.header),
    ).first()
    batch.project = project
    if saved:
        batch.mapping, batch.creates_projects = saved.mapping, saved.creates_projects
        batch.project = project or saved.project
        return
    guess = guess_columns(sample.header, sample.rows, as_of=today)
    batch.mapping = replace(guess, join=join).as_json()


def _read_anew(batch: ImportBatch, dialect: Dialect, today: date) -> ImportBatch:
    batch.dialect = dialect.as_json()
    try:
        batch.header, _rows = opened(batch, LOG)
        guess_reading(batch, batch.project, today)
    except FileRefused as refused:
        raise UnreadableFile(file_sentence(refused.code), field="delimiter") from refused
    batch.save()
    return batch
