from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "api.webhooks"

    def ready(self) -> None:
        from api.webhooks import wording

        wording.register()
