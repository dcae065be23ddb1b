"""What every page of the portal may name in its templates."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def portal(request: HttpRequest) -> dict[str, Any]:
    """Return the door's actor and partnership, the theme from its cookie, and whether this is a demo."""
    theme = request.COOKIES.get("theme", "")
    return {
        "actor": getattr(request, "actor", None),
        "partnership": getattr(request, "partnership", None),
        "theme": theme if theme in {"light", "dark"} else "",
        "demo_mode": settings.DEMO,
    }
