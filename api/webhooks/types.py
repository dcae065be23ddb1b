"""Which events an endpoint may choose: single types, or whole rooms as `work.*`, so that new types come along."""

from collections.abc import Iterable, Sequence

from projects.activity.wording import known_kinds

EVERYTHING_OF = ".*"


def rooms() -> list[str]:
    """Return the rooms that have events, sorted."""
    return sorted({kind.partition(".")[0] for kind in known_kinds()})


def unknown_types(types: Iterable[str]) -> list[str]:
    """Return those that are neither a type nor a room with its star, in their order."""
    known = {*known_kinds(), *(f"{room}{EVERYTHING_OF}" for room in rooms())}
    return [one for one in types if one not in known]


def kinds_of(types: Sequence[str]) -> list[str]:
    """Return the kinds of events that these types mean today; none are all."""
    begins = tuple(one.removesuffix("*") for one in types if one.endswith(EVERYTHING_OF))
    return [kind for kind in known_kinds() if types and (kind in types or kind.startswith(begins or ("\0",)))]
