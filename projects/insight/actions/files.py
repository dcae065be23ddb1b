"""Files of a page: taken in by what they are, kept in pieces, and let go of again."""

from datetime import datetime
from uuid import UUID

from accounts.access import Right
from accounts.actor import Actor
from partnership.kit.errors import NotThere
from partnership.kit.ids import new_id
from partnership.kit.once import made_before
from projects.insight.files.names import clean_name
from projects.insight.files.problems import FileRefused
from projects.insight.files.types import FileType, type_of
from projects.insight.models import Attachment, Page
from projects.insight.pieces import drop_pieces, hash_of, store_pieces
from projects.insight.refusals import FILE_SENTENCES, FileNotTaken, PageArchived, TooManyFiles
from projects.insight.telling import tell

from .pages import own_page

LARGEST = 10 * 1024 * 1024
MOST_FILES = 20


def add_file(
    actor: Actor, *, page: Page, name: str, data: bytes, now: datetime, key: UUID | None = None
) -> Attachment:
    """Keep a file with a page of the own side. What it is, its bytes say; the name is cleaned and ends accordingly.

    Raises FileNotTaken with the reason, TooManyFiles, PageArchived and NotYourPage.
    """
    current = own_page(actor, page, None)
    if found := made_before(Attachment, page.partnership_id, key):
        return found
    if current.archived_at:
        raise PageArchived
    living = Attachment.objects.filter(partnership_id=page.partnership_id, page=current, removed_at=None)
    if living.count() >= MOST_FILES:
        raise TooManyFiles
    kind = _type(data)
    row: Attachment = Attachment.objects.create(
        id=key or new_id(),
        partnership_id=current.partnership_id,
        organization_id=current.organization_id,
        page=current,
        name=clean_name(name, kind),
        media_type=kind.media_type,
        size=len(data),
        content_hash=hash_of(data),
        added_at=now,
        added_by_id=actor.person_id,
    )
    store_pieces(row, data)
    _tell(actor, "insight.file_added", current, now)
    return row


def remove_file(actor: Actor, *, attachment: Attachment, now: datetime) -> Page:
    """Take a file away: its bytes are gone for good, its name stays in the page's history. Returns the page."""
    actor.require(Right.SHARE_INSIGHT, attachment)
    page: Page = Page.objects.get(partnership_id=attachment.partnership_id, id=attachment.page_id)
    current = own_page(actor, page, None)
    rows = Attachment.objects.select_for_update().filter(partnership_id=page.partnership_id)
    row: Attachment | None = rows.filter(id=attachment.id).first()
    if row is None:
        raise NotThere
    if row.removed_at is None:
        drop_pieces(row)
        row.removed_at = now
        row.save(update_fields=["removed_at"])
        _tell(actor, "insight.file_removed", current, now)
    return current


def _type(data: bytes) -> FileType:
    if len(data) > LARGEST:
        raise FileNotTaken(FILE_SENTENCES["too_large"])
    try:
        return type_of(data)
    except FileRefused as refused:
        raise FileNotTaken(FILE_SENTENCES[refused.code]) from refused


def _tell(actor: Actor, kind: str, page: Page, now: datetime) -> None:
    tell(
        actor,
        kind,
        subject_kind="insight_page",
        subject_id=page.id,
        partnership_id=page.partnership_id,
        now=now,
        page=page,
    )
