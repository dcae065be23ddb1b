"""Values out of what is stored."""

from typing import Any

import orjson

from projects.agreement.models import Version


def values_of(version: Version) -> dict[str, Any]:
    """Return a version's values as a tree."""
    return orjson.loads(version.values)  # type: ignore[no-any-return]
