"""What a person sees of their own letters. Call these inside the person's door."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from accounts.actor import Actor
from accounts.models import User
from partnership.kit.errors import NotThere
from partnership.kit.weeks import Week
from projects.digests.models import Kind, Letter, LetterSetting

PAGE = 30


@dataclass(frozen=True)
class LetterSeen:
    """A letter in the person's list."""

    id: UUID
    week: Week
    status: str
    status_name: str
    reason_name: str
    subject: str
    sent_at: datetime | None

    @property
    def can_be_read(self) -> bool:
        return self.status == Letter.Status.SENT


def setting_of(actor: Actor, *, kind: str = Kind.WEEKLY) -> LetterSetting | None:
    """The person's own setting, or None while the defaults hold."""
    found: LetterSetting | None = LetterSetting.objects.filter(user_id=actor.person_id, kind=kind).first()
    return found


def language_of(actor: Actor) -> str:
    """The person's own language, for a page that a link in a letter opens in anybody's browser."""
    found = User.objects.filter(id__in=[actor.person_id]).values_list("language", flat=True)
    return found.first() or settings.LANGUAGE_CODE


def letters_on_page(actor: Actor) -> list[LetterSeen]:
    """The person's newest letters, and the weeks that had none with the reason."""
    rows = Letter.objects.filter(user_id=actor.person_id).defer("html", "text")
    return [_seen(row) for row in rows.order_by("-iso_week", "kind")[:PAGE]]


def sent_letter(actor: Actor, letter_id: UUID) -> Letter:
    """One letter as it was sent; raises NotThere for any other."""
    rows = Letter.objects.filter(user_id=actor.person_id, status=Letter.Status.SENT)
    found: Letter | None = rows.filter(id=letter_id).first()
    if found is None:
        raise NotThere
    return found


def quiet_weeks_before(actor: Actor, week: Week, *, kind: str = Kind.WEEKLY) -> int:
    """How many weeks in a row before this one were quiet for the person."""
    rows = Letter.objects.filter(user_id=actor.person_id, kind=kind, iso_week__lt=str(week)).order_by(
        "-iso_week"
    )
    count = 0
    for iso_week, quiet in rows.values_list("iso_week", "is_quiet")[:PAGE]:
        if not quiet or iso_week != str(week.shifted(-count - 1)):
            break
        count += 1
    return count


def was_missed(actor: Actor, week: Week, *, kind: str = Kind.WEEKLY) -> bool:
    """Whether the person got no letter about the week because it would have come too late."""
    rows = Letter.objects.filter(user_id=actor.person_id, kind=kind, iso_week=str(week))
    return bool(rows.filter(status=Letter.Status.SKIPPED, reason=Letter.Reason.LATE).exists())


def _seen(row: Letter) -> LetterSeen:
    return LetterSeen(
        id=row.id,
        week=Week.parse(row.iso_week),
        status=row.status,
        status_name=row.get_status_display(),
        reason_name=row.get_reason_display() if row.reason else "",
        subject=row.subject,
        sent_at=row.sent_at,
    )
