"""Telling of hours: one row by itself, a set by one event a project that names each row, so that no reader misses any."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from accounts.actor import Actor
from partnership.kit.book import Entry, entry, record, record_all
from projects.work.entry_rows import WrittenRow

MOST_NAMED = 200
_Told = tuple[str, WrittenRow]


def tell_written(
    actor: Actor, new: Sequence[WrittenRow], changed: Sequence[WrittenRow], *, now: datetime
) -> None:
    """Tell what was logged and what was changed."""
    told = [("created", row) for row in new] + [("changed", row) for row in changed]
    if len(told) == 1:
        [(what, row)] = told
        kind = "work.entry_logged" if what == "created" else "work.entry_changed"
        _tell_one(actor, kind, row.partnership_id, row.project_id, row.id, now)
        return
    by_project: dict[UUID | None, list[_Told]] = defaultdict(list)
    for one in told:
        by_project[one[1].project_id].append(one)
    parts = [
        found[start : start + MOST_NAMED]
        for found in by_project.values()
        for start in range(0, len(found), MOST_NAMED)
    ]
    record_all([_of_some(actor, part, now) for part in parts])


def tell_deleted(
    actor: Actor, partnership_id: UUID, project_id: UUID, entry_id: UUID, *, now: datetime
) -> None:
    """Tell that hours were taken away."""
    _tell_one(actor, "work.entry_deleted", partnership_id, project_id, entry_id, now)


def _tell_one(
    actor: Actor, kind: str, partnership_id: UUID, project_id: UUID | None, entry_id: UUID, now: datetime
) -> None:
    record(
        actor,
        kind,
        subject_kind="work_entry",
        subject_id=entry_id,
        partnership=partnership_id,
        data={"project": str(project_id)},
        at=now,
    )


def _of_some(actor: Actor, told: Sequence[_Told], now: datetime) -> Entry:
    """Return the event of some rows of one project."""
    named = {name: [str(row.id) for what, row in told if what == name] for name in ("created", "changed")}
    first = told[0][1]
    return entry(
        actor,
        "work.entries_written",
        subject_kind="project",
        subject_id=first.project_id,  # type: ignore[arg-type]
        partnership=first.partnership_id,
        data={"entries": len(told), **named},
        at=now,
    )
