from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "api.calls"

    def ready(self) -> None:
        from api.calls.demo import write_demo
        from projects.overview.demo.more import register_demo

        register_demo("calls", write_demo)
