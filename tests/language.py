"""Pytest plugin: builds the catalogues that are older than their words, so that tests speak what the house speaks."""

from pathlib import Path

from partnership.kit import messages


def pytest_configure() -> None:
    for path in messages.catalogues(Path(__file__).resolve().parents[1]):
        built = path.with_suffix(".mo")
        if not built.exists() or built.stat().st_mtime < path.stat().st_mtime:
            messages.compiled(path)
