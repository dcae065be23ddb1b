from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import checks  # noqa: F401 (registers itself)
        from accounts.refused import note_refusal
        from partnership.kit.mail import hear_refusals

        hear_refusals(note_refusal)
