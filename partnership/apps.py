from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The roof: connects the rooms once all of them are there."""

    name = "partnership"
    label = "portal"

    def ready(self) -> None:
        from partnership.celery import app
        from partnership.wiring import BEAT, connect

        connect()
        app.conf.beat_schedule = BEAT
