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
from projects.digests.sending import send_one, settle_interrupted, unknown_letters

logger = logging.getLogger(__name__)

A_BATCH = 50


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
    """Send these letters over one connection, each committed by itself; return how many."""
    return send_all([UUID(one) for one in letter_ids], now=timezone.now())


def plan(*, now: datetime, email: str = "") -> list[UUID]:
    """The letters to send now, after settling, claiming and noting the missed; with `email`, one person's alone."""
    settle_interrupted(now=now)
    note_missed(now=now, email=email)
    claim_due(now=now, email=email)
    return letters_to_send(now=now, email=email)


def send_all(letter_ids: Sequence[UUID], *, now: datetime) -> int:
    """Send these letters one after another; return how many were taken on."""
    line = get_connection()
    try:
        return sum(_sent(one, now=now, line=line) for one in letter_ids)
    finally:
        line.close()


def _sent(letter_id: UUID, *, now: datetime, line: BaseEmailBackend) -> bool:
    """Whether the letter was taken on; a fault leaves its row for the next run and does not stop the others."""
    try:
        return bool(send_one(letter_id, now=now, connection=line))
    except Exception:
        logger.exception("letter %s was left for the next run", letter_id)
        return False
