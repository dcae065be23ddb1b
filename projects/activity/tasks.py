"""Telling events: at once after commit, and a sweep each minute for what a crash left untold."""

import logging
from datetime import datetime, timedelta

from celery import shared_task
from django.db.models import F, Q
from django.utils import timezone

from accounts.doors import system_door
from projects.activity.actions import tell
from projects.activity.models import Event, OrganizationEvent

logger = logging.getLogger(__name__)

BOOKS: dict[str, type[Event] | type[OrganizationEvent]] = {
    "partnership": Event,
    "organization": OrganizationEvent,
}
PATIENCE = timedelta(seconds=30)
A_SWEEP = 500
QUARANTINE = 12


@shared_task
def tell_event(book: str, *event_ids: str) -> None:
    """Tell events that happened together, in order, each unless it has been told; the sweep tells again what was not heard."""
    for event_id in event_ids:
        _tell_one(book, event_id)


def _tell_one(book: str, event_id: str) -> None:
    try:
        with system_door("activity.tell"):
            found = BOOKS[book].objects.using("system").select_for_update(skip_locked=True)
            for event in found.filter(id=event_id, told_at=None):
                tell(event, now=timezone.now())
    except Exception:
        logger.exception("Event %s was not heard by everybody", event_id)
        with system_door("activity.tell"):
            failed = BOOKS[book].objects.using("system").filter(id=event_id, told_at=None)
            failed.update(attempts=F("attempts") + 1)


@shared_task
def tell_untold() -> int:
    """Tell what a lost message left untold, oldest first; return how many events were found."""
    waiting: list[tuple[str, str]] = []
    with system_door("activity.tell"):
        due = _due(timezone.now())
        for book, model in BOOKS.items():
            untold = model.objects.using("system").filter(due, told_at=None).order_by("attempts", "at", "id")
            waiting += [(book, str(found)) for found in untold.values_list("id", flat=True)[:A_SWEEP]]
    for book, event_id in waiting:
        _tell_one(book, event_id)
    return len(waiting)


def _due(now: datetime) -> Q:
    """Whatever nobody has tried; then again when 1, 2, 4, … minutes have passed since it happened, 12 times in all.

    So an event that breaks its listener is never in the way of the others, and is left for somebody to look at.
    """
    due = Q(attempts=0, at__lt=now - PATIENCE)
    for attempts in range(1, QUARANTINE):
        due |= Q(attempts=attempts, at__lt=now - timedelta(minutes=2 ** (attempts - 1)))
    return due
