"""The sweep that keeps the log of requests short."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from accounts.doors import system_door
from api.calls.models import Call

KEPT_FOR = timedelta(days=30)


@shared_task
def forget_calls() -> int:
    """Delete requests of more than 30 days ago; return how many."""
    before = timezone.now() - KEPT_FOR
    with system_door("calls.forget"):
        return int(Call.objects.using("system").filter(at__lt=before).delete()[0])
