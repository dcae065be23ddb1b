"""The pulse's clock: rounds that open and rounds that are over, in the worker."""

from celery import shared_task
from django.utils import timezone

from projects.feedback.actions.sweeping import open_due, reveal_over


@shared_task
def open_due_rounds() -> int:
    """Open the rounds whose day has come; return how many."""
    return open_due(now=timezone.now())


@shared_task
def reveal_over_rounds() -> int:
    """Reveal the rounds that are over; return how many."""
    return reveal_over(now=timezone.now())
