from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "api.webhooks"

    def ready(self) -> None:
        from api.webhooks import wording
        from api.webhooks.demo import write_demo
        from api.webhooks.waiting import waiting_webhooks, where_webhooks_wait
        from projects.activity.waiting import register_waiting
        from projects.overview.demo.more import register_demo

        wording.register()
        register_demo("webhooks", write_demo)
        register_waiting("webhooks", waiting_webhooks, where=where_webhooks_wait)
