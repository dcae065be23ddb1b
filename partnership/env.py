"""Settings from the environment: each reader fails loudly, with the variable's name in the sentence."""

import os
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def text(name: str, default: str | None = None) -> str:
    """Return the variable, else the default; raise ImproperlyConfigured when there is neither."""
    value = os.environ.get(name) or default
    if value is None:
        raise ImproperlyConfigured(
            f"{name} is not set; docs/running.md lists the settings that the portal needs."
        )
    return value


def flag(name: str, *, default: bool = False) -> bool:
    """Return a yes or no; raise ImproperlyConfigured for anything else."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")
    return value.strip().lower() in TRUE


def integer(name: str, default: int) -> int:
    """Return a whole number; raise ImproperlyConfigured for anything else."""
    value = os.environ.get(name) or str(default)
    if not value.lstrip("-").isdigit():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """Return the comma-separated values, without blanks."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def database(url: str, **options: object) -> dict[str, object]:
    """Return Django's settings for a `postgresql://` address, with these options of the driver.

    Raises ImproperlyConfigured for any other address.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "DATABASE_URL must look like postgresql://user:password@host:5432/name; the portal runs on PostgreSQL only."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {**options, **dict(parse_qsl(parts.query))},
    }
