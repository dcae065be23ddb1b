"""The composition: who hears of which event, and what beat runs when. Rooms never name each other upwards."""

from typing import Any

from celery.schedules import crontab

from projects.activity.listeners import Listener, listen

LISTENERS: dict[str, list[Listener]] = {}

BEAT: dict[str, dict[str, Any]] = {
    "send invitations that a crash left unsent": {
        "task": "accounts.tasks.send_unsent",
        "schedule": 120.0,
    },
    "tell events that a crash left untold": {
        "task": "projects.activity.tasks.tell_untold",
        "schedule": 60.0,
    },
}

__all__ = ["BEAT", "LISTENERS", "connect", "crontab"]


def connect() -> None:
    """Register the listeners; called once, when Django is ready."""
    for prefix, found in LISTENERS.items():
        for listener in found:
            listen(prefix, listener)
