"""The letters' clock: every quarter of an hour, whoever's letter is open gets it."""

import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from celery import shared_task
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from partnership.kit.queue import publish
from projects.digests.planning import claim_due, letters_to_send, note_missed
from projects.digests.sending import send_batch, settle_interrupted, unknown_letters

logger = logging.getLogger(__name__)

A_BATCH = 250


@shared_task
def send_due() -> int:
    """Settle what a kill interrupted, claim what is open, and queue all that is to be sent; return how many letters."""
    found = plan(now=timezone.now())
    for start in range(0, len(found), A_BATCH):
        publish(send_some, *found[start : start + A_BATCH])
    if in_doubt := len(unknown_letters()):
        logger.warning("%s letters in doubt: `manage.py settle_letters` lists them", in_doubt)
    return len(found)


@shared_task
def send_some(*letter_ids: str) -> int:
    """Send these letters over one connection; return how many were taken on."""
    return send_all([UUID(one) for one in letter_ids], now=timezone.now())


def plan(*, now: datetime, email: str = "") -> list[UUID]:
    """The letters to send now, after settling, claiming and noting the missed; with `email`, one person's alone."""
    settle_interrupted(now=now)
    note_missed(now=now, email=email)
    claim_due(now=now, email=email)
    return letters_to_send(now=now, email=email)


def send_all(letter_ids: Sequence[UUID], *, now: datetime) -> int:
    """Send these letters over one connection, a batch at a time; return how many were taken on."""
    line = get_connection()
    batches = [letter_ids[start : start + A_BATCH] for start in range(0, len(letter_ids), A_BATCH)]
    try:
        return sum(_sent(one, now=now, line=line) for one in batches)
    finally:
        line.close()


def _sent(letter_ids: Sequence[UUID], *, now: datetime, line: BaseEmailBackend) -> int:
    """How many letters were taken on; a fault leaves the rest for the next run and does not stop other batches."""
    try:
        return sum(map(bool, send_batch(letter_ids, now=now, connection=line).values()))
    except Exception:
        logger.exception("of %s letters some were left for the next run", len(letter_ids))
        return 0
