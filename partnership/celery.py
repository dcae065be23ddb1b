"""The Celery app: the broker carries wake-ups, the database is the only truth about work."""

import os
from typing import Any

from celery import Celery
from celery.signals import celeryd_init, task_prerun

from partnership import heartbeat

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings")

app = Celery("partnership")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
heartbeat.install(app)


@celeryd_init.connect
def _on_a_safe_database(**rest: Any) -> None:
    """Let a worker start only on a database whose first net holds."""
    from django.core.exceptions import ImproperlyConfigured

    from accounts.checks import refuse_unsafe_database

    try:
        refuse_unsafe_database()
    except ImproperlyConfigured as error:
        # Celery logs what a receiver raises and goes on; only an exit stops it.
        raise SystemExit(str(error)) from error


@task_prerun.connect
def _on_living_connections(**rest: Any) -> None:
    """Let no task begin on a connection that died with a restart of the database.

    Celery itself looks after connections only once in CELERY_DB_REUSE_MAX tasks; those in between would all fail.
    """
    from django.db import connections

    for link in connections.all(initialized_only=True):
        if link.connection is not None and not link.in_atomic_block and not link.is_usable():
            link.close()
