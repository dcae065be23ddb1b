from django.apps import AppConfig


class PricingConfig(AppConfig):
    name = "projects.pricing"

    def ready(self) -> None:
        from projects.activity.waiting import register_waiting
        from projects.pricing import events, kind_sharing, kind_sheet
        from projects.pricing.waiting import waiting_in_ledger

        register_waiting("ledger", waiting_in_ledger)
        events.register()
        kind_sharing.register()
        kind_sheet.register()
