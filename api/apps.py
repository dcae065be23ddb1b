from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "api"

    def ready(self) -> None:
        """Register how the API's own events are told."""
        from api import wording

        wording.register()
