"""What the settings refuse: half a configuration must not serve."""

import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from partnership import env
from partnership.launch.places import CHECKOUT

WHOLE = {
    "PATH": "/usr/bin:/bin",
    "SECRET_KEY": "k" * 48,
    "DATABASE_URL": "postgresql://app@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "DATA_DIR": "/nonexistent",
}


def _last_line(**changes: str) -> str:
    given = {name: value for name, value in {**WHOLE, **changes}.items() if value}
    code = "from partnership import settings; print('served')"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, env=given, capture_output=True, text=True
    )
    return (done.stdout + done.stderr).strip().splitlines()[-1].rpartition("ImproperlyConfigured: ")[2]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "served"),
        (
            {"SECRET_KEY": ""},
            "SECRET_KEY is not set; docs/running.md lists the settings that the portal needs.",
        ),
        ({"SECRET_KEY": "short"}, "SECRET_KEY must have at least 32 characters."),
        ({"SECRET_KEY": "", "DEBUG": "1"}, "served"),
    ],
)
def test_production_does_not_start_without_a_key(changes: dict[str, str], sentence: str) -> None:
    assert _last_line(**changes) == sentence


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBUG", "maybe")
    monkeypatch.setenv("EMAIL_PORT", "smtp")
    with pytest.raises(ImproperlyConfigured, match="DEBUG must be 1 or 0, not 'maybe'"):
        env.flag("DEBUG")
    with pytest.raises(ImproperlyConfigured, match="EMAIL_PORT must be a whole number, not 'smtp'"):
        env.integer("EMAIL_PORT", 25)


def test_there_is_one_kind_of_database() -> None:
    with pytest.raises(ImproperlyConfigured, match="the portal runs on PostgreSQL only"):
        env.database("sqlite:///portal")
