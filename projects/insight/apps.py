from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "projects.insight"

    def ready(self) -> None:
        from projects.activity.waiting import register_waiting
        from projects.insight import events, searching
        from projects.insight.waiting import waiting_in_insight, waiting_places

        events.register()
        searching.register()
        register_waiting("insight", waiting_in_insight, where=waiting_places)
