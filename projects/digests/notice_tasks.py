"""The clock of what comes at once: every five minutes, for those who want something so."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from partnership.kit.queue import publish
from projects.digests.notices import people_to_tell, send_notice, tell_at_once, unsent_notices


@shared_task
def tell_people() -> int:
    """Send what was left unsent, and queue everybody who may have something new; return how many people."""
    now = timezone.now()
    for notice_id in unsent_notices():
        send_notice(notice_id, now=now)
    people = people_to_tell(now=now)
    for person_id in people:
        publish(tell_person, person_id)
    return len(people)


@shared_task
def tell_person(person_id: str) -> None:
    """Tell one person what is new, in one mail."""
    now = timezone.now()
    notice_id = tell_at_once(UUID(person_id), now=now)
    if notice_id is not None:
        send_notice(notice_id, now=now)
