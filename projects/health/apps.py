from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "projects.health"
