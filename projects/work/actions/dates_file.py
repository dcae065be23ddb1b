"""The file with the dates of a log's rows, when it comes after the log."""

from datetime import date

from accounts.actor import Actor
from partnership.kit.errors import Refused
from projects.work.actions.uploads import (
    LARGEST,
    UnreadableFile,
    Upload,
    guess_reading,
    keep_dates,
    open_batch,
)
from projects.work.intake.pieces import drop_pieces
from projects.work.intake.samples import DATES
from projects.work.logfile.problems import FileRefused
from projects.work.models import ImportBatch
from projects.work.words import file_sentence


def add_dates(actor: Actor, *, batch: ImportBatch, dates: Upload, today: date) -> ImportBatch:
    """Keep a file with dates beside a log, in place of one before; how both are read is guessed anew, and nothing is checked yet.

    Raises AlreadyUnderWay, and UnreadableFile for what is no table, shares no column with the log, or is larger than 25 MB.
    """
    current = open_batch(actor, batch)
    if dates.size > LARGEST:
        raise _unreadable("too_large")
    drop_pieces(current, DATES)
    try:
        keep_dates(current, dates)
        guess_reading(current, current.project, today)
    except FileRefused as refused:
        raise _unreadable(refused.code) from refused
    current.status = ImportBatch.Status.READ
    current.save()
    return current


def _unreadable(code: str) -> Refused:
    return UnreadableFile(file_sentence(code), field="dates")
