from django.apps import AppConfig


class AgreementConfig(AppConfig):
    name = "projects.agreement"

    def ready(self) -> None:
        from projects.activity.waiting import register_waiting
        from projects.agreement import charter_events, events, mandate_wording, searching
        from projects.agreement.charter import CHARTER
        from projects.agreement.charter_waiting import waiting_for_charter
        from projects.agreement.ending import ENDING
        from projects.agreement.kinds import register_kind
        from projects.agreement.waiting import waiting_in_agreement

        events.register()
        charter_events.register()
        mandate_wording.register()
        register_kind(CHARTER)
        register_kind(ENDING)
        register_waiting("agreement", waiting_in_agreement)
        register_waiting("charter", waiting_for_charter)
        searching.register()
