"""The clock of the processes in a run of faults: the real one, moved by as many seconds as a file says.

The portal itself has no such clock; `faults/settings.py` puts this one in the place of Django's and Celery's.
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

NAME = "FAULTS_CLOCK"


def move(file: Path, *, to: datetime) -> None:
    """Let every process that reads the file believe that it is `to` now; time then runs on as usual."""
    fresh = file.with_suffix(".new")
    fresh.write_text(str((to - datetime.now(tz=UTC)).total_seconds()))
    fresh.replace(file)


def now() -> datetime:
    """The time as the file of this process moves it."""
    return now_by(Path(os.environ[NAME]))


def now_by(file: Path) -> datetime:
    """The time as a file moves it."""
    return datetime.now(tz=UTC) + timedelta(seconds=float(file.read_text()))


def install() -> None:
    """Put this clock in the place of Django's and of Celery's, before anything else has asked either."""
    from celery import Celery
    from django.utils import timezone

    def celery_now(app: Any) -> datetime:
        return now().astimezone(app.timezone)

    timezone.now = now
    Celery.now = celery_now  # type: ignore[method-assign, assignment]
