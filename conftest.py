"""Pytest's entrance: the plugins of the house."""

from hypothesis import HealthCheck, settings

# The suite times nothing: a busy machine is no fault of the code.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

pytest_plugins = ["tests.language", "tests.static", "tests.tenancy", "tests.furniture", "tests.browser"]
