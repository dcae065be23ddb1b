from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "projects.health"

    def ready(self) -> None:
        from projects.health.weights import register

        register()
