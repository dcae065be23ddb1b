"""What a person sees of their own letters, inside the person's door; and what a batch of letters has to know of many."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from uuid import UUID

from django.conf import settings

from accounts.actor import Actor
from accounts.models import User
from partnership.kit.errors import NotThere
from partnership.kit.weeks import Week
from projects.digests.models import Kind, Letter, LetterSetting, QuietChoice

PAGE = 30


@dataclass(frozen=True)
class LetterSeen:
    """A letter in the person's list."""

    id: UUID
    kind: str
    week: Week
    status: str
    reason: str
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


def wanting_nothing(person_ids: Sequence[UUID], *, kind: str = Kind.WEEKLY, using: str) -> set[UUID]:
    """Who of these wants nothing in a quiet week; one query, in a sweep's door."""
    rows = LetterSetting.objects.using(using).filter(user_id__in=list(person_ids), kind=kind)
    return set(rows.filter(quiet=QuietChoice.NOTHING).values_list("user_id", flat=True))


def quiet_weeks_before(
    person_ids: Collection[UUID], week: Week, *, kind: str = Kind.WEEKLY, using: str
) -> dict[UUID, int]:
    """How many weeks in a row before this one were quiet, by person; one query, in a sweep's door."""
    rows = Letter.objects.using(using).filter(user_id__in=list(person_ids), kind=kind, is_quiet=True)
    rows = rows.filter(iso_week__lt=str(week), iso_week__gte=str(week.shifted(-PAGE)))
    quiet = set(rows.values_list("user_id", "iso_week"))
    earlier = [str(week.shifted(-back)) for back in range(1, PAGE + 1)]
    return {
        person: len(list(takewhile(lambda one, person=person: (person, one) in quiet, earlier)))  # type: ignore[misc]
        for person in person_ids
    }


def who_missed(person_ids: Sequence[UUID], week: Week, *, kind: str = Kind.WEEKLY, using: str) -> set[UUID]:
    """Who of these got no letter about the week because it would have come too late; one query, in a sweep's door."""
    rows = Letter.objects.using(using).filter(user_id__in=list(person_ids), kind=kind, iso_week=str(week))
    late = rows.filter(status=Letter.Status.SKIPPED, reason=Letter.Reason.LATE)
    return set(late.values_list("user_id", flat=True))


def _seen(row: Letter) -> LetterSeen:
    return LetterSeen(
        id=row.id,
        kind=row.kind,
        week=Week.parse(row.iso_week),
        status=row.status,
        reason=row.reason,
        status_name=row.get_status_display(),
        reason_name=row.get_reason_display() if row.reason else "",
        subject=row.subject,
        sent_at=row.sent_at,
    )
