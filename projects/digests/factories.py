"""Rows for tests of letters, made as the creator."""

from datetime import UTC, datetime

from accounts.models import Membership, Partnership, User
from partnership.kit.weeks import Week

W47 = Week(2026, 47)
MONDAY = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
LONG_AGO = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)


def settle_world() -> None:
    """Let everybody have been here for half a year: who joined after a letter opened does not get it."""
    User.objects.update(created_at=LONG_AGO)
    Membership.objects.update(created_at=LONG_AGO)
    Partnership.objects.update(created_at=LONG_AGO)
