from django.apps import AppConfig


class PricingConfig(AppConfig):
    name = "projects.pricing"

    def ready(self) -> None:
        from projects.pricing import events, kind_sharing, kind_sheet

        events.register()
        kind_sharing.register()
        kind_sheet.register()
