"""Settings of the ModelSerializer peer: the portal's models, and nothing around the view."""

from partnership.settings import *  # noqa: F403

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "rest_framework",
    "partnership.kit",
    "accounts",
    "projects.activity",
    "projects.agreement",
    "projects.work",
    "api",
]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "bench.peers.drf_urls"
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "UNAUTHENTICATED_USER": None,
}
