"""Telling of hours: one row by itself, a set by one event a project that names each row, so that no reader misses any."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from accounts.actor import Actor
from partnership.kit.book import record
from projects.work.entry_rows import WrittenRow

MOST_NAMED = 200


def tell_written(
    actor: Actor, new: Sequence[WrittenRow], changed: Sequence[WrittenRow], *, now: datetime
) -> None:
    """Tell what was logged and what was changed."""
    rows = [(row, "created") for row in new] + [(row, "changed") for row in changed]
    if len(rows) == 1:
        [(row, what)] = rows
        kind = "work.entry_logged" if what == "created" else "work.entry_changed"
        _tell_one(actor, kind, row.partnership_id, row.project_id, row.id, now)
        return
    by_project: dict[tuple[UUID, UUID | None], list[tuple[UUID, str]]] = defaultdict(list)
    for row, what in rows:
        by_project[row.partnership_id, row.project_id].append((row.id, what))
    for (partnership_id, project_id), found in by_project.items():
        for start in range(0, len(found), MOST_NAMED):
            _tell_some(actor, partnership_id, project_id, found[start : start + MOST_NAMED], now)


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


def _tell_some(
    actor: Actor,
    partnership_id: UUID,
    project_id: UUID | None,
    found: Sequence[tuple[UUID, str]],
    now: datetime,
) -> None:
    named = {what: [str(key) for key, done in found if done == what] for what in ("created", "changed")}
    record(
        actor,
        "work.entries_written",
        subject_kind="project",
        subject_id=project_id,  # type: ignore[arg-type]
        partnership=partnership_id,
        data={"entries": len(found), **named},
        at=now,
    )
