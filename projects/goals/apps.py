from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "projects.goals"

    def ready(self) -> None:
        from projects.activity.waiting import register_waiting
        from projects.goals import events, kinds, naming, searching
        from projects.goals.waiting import waiting_in_goals

        kinds.register()
        events.register()
        naming.register()
        register_waiting("goals", waiting_in_goals)
        searching.register()
