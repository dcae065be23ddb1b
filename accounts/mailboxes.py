"""Which addresses give trouble: for the person, for the admins of the same organization, and for who sends."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet

from accounts.actor import Actor
from accounts.models import Mailbox
from partnership.kit.mail import mail_host
from partnership.kit.questions import Kept
from partnership.kit.rounds import Reading, asked, read


@dataclass(frozen=True)
class MailboxSeen:
    """What is known of the address that a person has now; `why` is a sentence without its full stop."""

    user_id: UUID
    email: str
    why: str
    detail: str
    suppressed_at: datetime | None
    complained_at: datetime | None

    @property
    def is_suppressed(self) -> bool:
        return self.suppressed_at is not None


def own_mailbox(actor: Actor) -> MailboxSeen | None:
    """The person's own address, if mail to it has given trouble that lasts; inside the person's door."""
    return read(reading_own_mailbox(actor))


def reading_own_mailbox(actor: Actor) -> Reading[MailboxSeen | None]:
    """Read the same beside what else a page asks."""
    found = yield from _seen([actor.person_id] if actor.person_id else [])
    # The database shows the colleagues' rows, too: without the filter any of them may come first.
    return next((one for one in found if one.user_id == actor.person_id), None)


def mailboxes_of(person_ids: Iterable[UUID]) -> dict[UUID, MailboxSeen]:
    """The suppressed addresses among people of the own organization, by person; one query."""
    return {one.user_id: one for one in read(_seen(list(person_ids))) if one.is_suppressed}


def silent(person: str, address: str, *, using: str) -> Exists:
    """The condition that letters and reminders to the row's person are kept back; the names are those of its columns."""
    rows = Mailbox.objects.using(using).filter(user_id=OuterRef(person), email=OuterRef(address))
    return Exists(rows.filter(suppressed_at__isnull=False))


def trial_id(row: Mailbox) -> str:
    """The Message-ID of the mail that tries a mended address."""
    return f"<mended.{row.user_id}.{row.mended_at:%Y%m%d%H%M%S}@{mail_host()}>"


def _seen(person_ids: list[UUID]) -> Reading[list[MailboxSeen]]:
    rows = yield from asked(Kept(_troubled, people=person_ids))
    return [
        MailboxSeen(
            user_id=row.user_id,
            email=row.email,
            why=row.get_kind_display() if row.kind else "",
            detail=row.detail,
            suppressed_at=row.suppressed_at,
            complained_at=row.complained_at,
        )
        for row in rows
    ]


def _troubled(people: list[UUID]) -> QuerySet[Mailbox]:
    return Mailbox.objects.filter(user_id__in=people, email=F("user__email"))
