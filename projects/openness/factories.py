"""Rows for tests."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from projects.openness.models import Grant
from projects.openness.steps import Step, Topic

FAR = date(2099, 12, 31)


def granted(partnership_id: UUID, party: UUID, reader: UUID, topic: Topic, step: Step, **said: Any) -> Grant:
    """Open a topic as if every side had signed it."""
    values = {"purpose": "So that both plan alike", "until": FAR, "number": 1, "opened_at": timezone.now()}
    return Grant.objects.create(
        partnership_id=partnership_id,
        party_id=party,
        reader_id=reader,
        topic=topic,
        step=step,
        **{**values, **said},
    )
