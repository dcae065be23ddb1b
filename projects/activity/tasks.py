"""Telling events: at once after commit, and a sweep each minute for what a crash left untold."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from accounts.doors import system_door
from projects.activity.actions import tell
from projects.activity.models import Event, OrganizationEvent

BOOKS: dict[str, type[Event] | type[OrganizationEvent]] = {
    "partnership": Event,
    "organization": OrganizationEvent,
}
PATIENCE = timedelta(seconds=30)
A_SWEEP = 500


@shared_task
def tell_event(book: str, event_id: str) -> None:
    """Tell one event unless it has been told."""
    with system_door("activity.tell"):
        model = BOOKS[book]
        found = model.objects.using("system").select_for_update(skip_locked=True)
        for event in found.filter(id=event_id, told_at=None):
            tell(event, now=timezone.now())


@shared_task
def tell_untold() -> int:
    """Tell what a lost message left untold, oldest first; return how many events were found."""
    waiting: list[tuple[str, str]] = []
    with system_door("activity.tell"):
        before = timezone.now() - PATIENCE
        for book, model in BOOKS.items():
            untold = model.objects.using("system").filter(told_at=None, at__lt=before).order_by("at", "id")
            waiting += [(book, str(found)) for found in untold.values_list("id", flat=True)[:A_SWEEP]]
    for book, event_id in waiting:
        tell_event(book, event_id)
    return len(waiting)
