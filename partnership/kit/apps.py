from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "partnership.kit"
    label = "kit"
