"""What came into force in a span of time, with what it changed: for letters, which never tell amounts of money."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from projects.agreement.fields import Field, Type
from projects.agreement.kinds import kind_named
from projects.agreement.models import Status, Version
from projects.agreement.telling import Difference, differences

from .records import VersionSeen
from .seen import seen


@dataclass(frozen=True)
class SignedVersion:
    """A version that came into force, and what it changed apart from money; `is_new` when nothing was in force before.

    `is_all` is False when amounts of money differ too: those stand on the agreement's own page.
    """

    version: VersionSeen
    is_new: bool
    differences: tuple[Difference, ...]
    is_all: bool


def signed_between(
    partnership_ids: Sequence[UUID], *, start: datetime, end: datetime
) -> dict[UUID, list[SignedVersion]]:
    """Return what came into force (start ≤ moment < end), oldest first, by partnership: at most six queries."""
    rows = Version.objects.filter(
        partnership_id__in=partnership_ids, status=Status.SIGNED, closed_at__gte=start, closed_at__lt=end
    )
    versions = seen(rows.order_by("closed_at", "id"))
    before = _values(partnership_ids, (one.changes_id for one in versions))
    found: dict[UUID, list[SignedVersion]] = {}
    for one in versions:
        found.setdefault(one.partnership_id, []).append(signed_of(one, before.get(one.changes_id)))
    return found


def without_money(fields: Sequence[Field]) -> tuple[Field, ...]:
    """Return the fields, and those inside them, that are no amounts of money."""
    return tuple(
        replace(one, fields=without_money(one.fields)) if one.fields else one
        for one in fields
        if one.type != Type.MONEY
    )


def signed_of(version: VersionSeen, before: Any) -> SignedVersion:
    """Return a version with what it changed against the values in force before it; None for the first about a subject."""
    if before is None:
        return SignedVersion(version, is_new=True, differences=(), is_all=True)
    kind = kind_named(version.kind)
    if kind.is_discreet:
        return SignedVersion(version, is_new=False, differences=(), is_all=False)
    fields = kind.fields
    every = differences(fields, before, version.values)
    told = differences(without_money(fields), before, version.values)
    return SignedVersion(version, is_new=False, differences=tuple(told), is_all=len(told) == len(every))


def _values(partnership_ids: Sequence[UUID], ids: Iterable[UUID | None]) -> dict[UUID | None, Any]:
    wanted = {one for one in ids if one}
    if not wanted:
        return {}
    rows = Version.objects.filter(partnership_id__in=partnership_ids, id__in=wanted)
    return {key: orjson.loads(values) for key, values in rows.values_list("id", "values")}
