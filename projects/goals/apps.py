from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "projects.goals"

    def ready(self) -> None:
        from projects.goals import kinds

        kinds.register()
