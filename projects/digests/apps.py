from django.apps import AppConfig


class DigestsConfig(AppConfig):
    name = "projects.digests"

    def ready(self) -> None:
        from projects.digests import notice_tasks  # noqa: F401 (Celery finds only what is in tasks.py by itself)
