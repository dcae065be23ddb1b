"""The Celery app: the broker carries wake-ups, the database is the only truth about work."""

import os

from celery import Celery

from partnership import heartbeat

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings")

app = Celery("partnership")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
heartbeat.install(app)
