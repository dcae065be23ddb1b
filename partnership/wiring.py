"""The composition: who hears of which event, and what beat runs when. Rooms never name each other upwards."""

from typing import Any

from celery.schedules import crontab

from api.listeners import records_gone
from api.webhooks.listeners import something_happened
from projects.activity.listeners import Listener, listen
from projects.health.listeners import facts_changed

LISTENERS: dict[str, list[Listener]] = {
    "work": [facts_changed],
    "goals": [facts_changed],
    "agreement": [facts_changed],
    "openness": [facts_changed],
    "pricing": [facts_changed],
    "insight": [facts_changed],
    "feedback": [facts_changed],
    "work.entry_deleted": [records_gone],
    "work.import_undone": [records_gone],
    "pricing.outlay_removed": [records_gone],
    "*": [something_happened],
}

BEAT: dict[str, dict[str, Any]] = {
    "send invitations that a crash left unsent": {
        "task": "accounts.tasks.send_unsent",
        "schedule": 120.0,
    },
    "send reminders that a crash left unsent": {
        "task": "projects.agreement.tasks.send_unsent_reminders",
        "schedule": 120.0,
    },
    "tell events that a crash left untold": {
        "task": "projects.activity.tasks.tell_untold",
        "schedule": 60.0,
    },
    "take up imports that a killed worker left": {
        "task": "projects.work.tasks.reclaim_imports",
        "schedule": 60.0,
    },
    "let go of work logs that nobody has said yes to": {
        "task": "projects.work.tasks.forget_uploads",
        "schedule": crontab(hour=3, minute=20),
    },
    "count the weeks and days of health that are due": {
        "task": "projects.health.tasks.compute_due",
        "schedule": crontab(minute=5),
    },
    # Each hour, since a day begins at different times where the sides are.
    "end the partnerships whose day has come": {
        "task": "projects.agreement.tasks.end_partnerships",
        "schedule": crontab(minute=2),
    },
    # Each hour, as a day begins at different times where the sides are; a window's end and a leaving are noticed soon.
    "open the pulses whose day has come": {
        "task": "projects.feedback.tasks.open_due_rounds",
        "schedule": crontab(minute=7),
    },
    "reveal the pulses that are over": {
        "task": "projects.feedback.tasks.reveal_over_rounds",
        "schedule": 120.0,
    },
    "tell what people want to know at once": {
        "task": "projects.digests.notice_tasks.tell_people",
        "schedule": crontab(minute="*/5"),
    },
    "wake what sends webhooks that are due": {
        "task": "api.webhooks.tasks.ring_due",
        "schedule": 5.0,
        "options": {"expires": 5.0},
    },
    "tell whom webhooks that were stopped concern": {
        "task": "api.webhooks.tasks.tell_owners",
        "schedule": 60.0,
    },
    "forget which requests came to the API": {
        "task": "api.calls.tasks.forget_calls",
        "schedule": crontab(hour=3, minute=40),
    },
    "forget what webhooks have sent": {
        "task": "api.webhooks.tasks.forget_old",
        "schedule": crontab(hour=3, minute=40),
    },
    "send the letters that are open": {
        "task": "projects.digests.tasks.send_due",
        "schedule": crontab(minute="*/15"),
    },
}

__all__ = ["BEAT", "LISTENERS", "connect", "crontab"]


def connect() -> None:
    """Register the listeners; called once, when Django is ready."""
    for prefix, found in LISTENERS.items():
        for listener in found:
            listen(prefix, listener)
