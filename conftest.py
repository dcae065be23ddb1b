"""Pytest's entrance: the plugins of the house."""

pytest_plugins = ["tests.language", "tests.static", "tests.tenancy", "tests.furnished", "tests.browser"]
