from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "projects.activity"

    def ready(self) -> None:
        from partnership.kit.book import open_book
        from projects.activity.accounts_wording import register
        from projects.activity.actions import write

        open_book(write)
        register()
