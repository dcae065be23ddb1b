"""The room's tests sign notes."""

import pytest

from projects.agreement import factories


@pytest.fixture(autouse=True)
def note():
    factories.register()
