from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "projects.feedback"

    def ready(self) -> None:
        from projects.activity.waiting import register_waiting
        from projects.feedback import events
        from projects.feedback.waiting import waiting_between

        events.register()
        register_waiting("feedback.between", waiting_between)
