from django.apps import AppConfig


class PricingConfig(AppConfig):
    name = "projects.pricing"

    def ready(self) -> None:
        from projects.activity.waiting import register_waiting
        from projects.pricing import events, kind_billing, kind_sharing, kind_sheet
        from projects.pricing.queries.counted import billed_entries
        from projects.pricing.waiting import waiting_in_ledger, waiting_places
        from projects.work.holding import register_holder

        register_waiting("ledger", waiting_in_ledger, where=waiting_places)
        events.register()
        kind_billing.register()
        kind_sharing.register()
        kind_sheet.register()
        register_holder("billing", billed_entries)
