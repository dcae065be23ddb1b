from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "projects.work"

    def ready(self) -> None:
        from projects.activity.waiting import register_waiting
        from projects.work import searching
        from projects.work.events import register
        from projects.work.kind import register as register_kind
        from projects.work.waiting import waiting_in_work

        register()
        register_kind()
        register_waiting("work", waiting_in_work)
        searching.register()
