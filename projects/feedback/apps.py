from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "projects.feedback"

    def ready(self) -> None:
        from projects.activity.waiting import register_waiting
        from projects.feedback import events, kind_pulse, pulse_events, searching
        from projects.feedback.waiting import waiting_between
        from projects.feedback.waiting_pulse import waiting_of_pulses

        events.register()
        pulse_events.register()
        kind_pulse.register()
        searching.register()
        register_waiting("feedback.between", waiting_between)
        register_waiting("feedback.pulse", waiting_of_pulses)
