from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "projects.feedback"

    def ready(self) -> None:
        from projects.feedback import events

        events.register()
