"""Versions as people read them: the whole text, what was corrected in it, and what it changes against another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from accounts.queries import PartnershipSeen, PartySeen
from projects.agreement.kinds import Kind
from projects.agreement.telling import Difference, Told, differences, text_of, told

from .records import CorrectionSeen, VersionSeen


@dataclass(frozen=True)
class Compared:
    """What a version changes against an earlier one."""

    version: VersionSeen
    changes: tuple[Difference, ...]


@dataclass(frozen=True)
class Corrected:
    """A slip of the pen: who put it right, when, and what it was."""

    party: PartySeen | None
    person: str
    at: datetime
    changes: tuple[Difference, ...]


@dataclass(frozen=True)
class Reading:
    """A version to read. `kept` is its text as it was signed, where the portal tells the values in other words today."""

    version: VersionSeen
    party: PartySeen | None
    lines: tuple[Told, ...]
    kept: str
    corrections: tuple[Corrected, ...]


def reading_of(partnership: PartnershipSeen, kind: Kind, version: VersionSeen) -> Reading:
    """Return the version in the active language; asks the database nothing."""
    is_same = text_of(kind.fields, version.values) == version.text
    return Reading(
        version=version,
        party=partnership.party(version.party_id),
        lines=tuple(told(kind.fields, version.values)),
        kept="" if is_same else version.text,
        corrections=_corrections(partnership, kind, version),
    )


def compared(kind: Kind, before: VersionSeen | None, version: VersionSeen) -> Compared | None:
    """Return what the version changes against the earlier one, None without one."""
    if before is None:
        return None
    return Compared(before, tuple(differences(kind.fields, before.values, version.values)))


def _corrections(partnership: PartnershipSeen, kind: Kind, version: VersionSeen) -> tuple[Corrected, ...]:
    befores: Sequence[dict[str, Any]] = [orjson.loads(one.values_before) for one in version.corrections]
    afters = [*befores, version.values][1:]
    return tuple(
        _corrected(partnership, kind, one, before, after)
        for one, before, after in zip(version.corrections, befores, afters, strict=True)
    )


def _corrected(
    partnership: PartnershipSeen,
    kind: Kind,
    one: CorrectionSeen,
    before: dict[str, Any],
    after: dict[str, Any],
) -> Corrected:
    changes = tuple(differences(kind.fields, before, after))
    return Corrected(partnership.party(one.party_id), one.person, one.corrected_at, changes)
