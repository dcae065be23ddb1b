from django.apps import AppConfig


class OpennessConfig(AppConfig):
    name = "projects.openness"

    def ready(self) -> None:
        from projects.activity.waiting import register_waiting
        from projects.openness import events, kind
        from projects.openness.waiting import waiting_in_openness

        kind.register()
        events.register()
        register_waiting("openness", waiting_in_openness)
