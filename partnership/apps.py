from django.apps import AppConfig
from django.db.backends.signals import connection_created


class PortalConfig(AppConfig):
    """The roof: connects the rooms once all of them are there."""

    name = "partnership"
    label = "portal"

    def ready(self) -> None:
        from partnership.celery import app
        from partnership.kit.plans import keep_few
        from partnership.wiring import BEAT, connect

        connect()
        connection_created.connect(keep_few)
        app.conf.beat_schedule = BEAT
