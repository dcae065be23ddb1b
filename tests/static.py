"""Pytest plugin: static files under their own names, so that no test has to collect and hash them first."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture(autouse=True, scope="session")
def plain_static_names() -> Iterator[None]:
    Path(settings.STATIC_ROOT).mkdir(
        parents=True, exist_ok=True
    )  # whitenoise warns of a folder that is missing
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": PLAIN}):
        yield
