"""Logs on their way in and their problems, as pages show them: one's own side's alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from accounts.actor import Actor
from partnership.kit.errors import NotThere
from projects.work.models import ImportBatch, ImportProblem, Project
from projects.work.words import problem_sentence

A_PAGE = 50
A_STRETCH = 2000


@dataclass(frozen=True, slots=True)
class ProblemSeen:
    """One problem in the reader's language."""

    id: UUID
    row: int
    column: str
    sentence: str


Place = tuple[int, UUID]


def import_of(actor: Actor, partnership_id: UUID, batch_id: UUID) -> ImportBatch:
    """Return one of one's own side's logs with its uploader and project; raise NotThere."""
    rows = ImportBatch.objects.select_related("uploaded_by", "project")
    found = rows.filter(
        partnership_id=partnership_id, organization_id=actor.organization_id, id=batch_id
    ).first()
    if found is None:
        raise NotThere
    return found  # type: ignore[no-any-return]


def import_anywhere(actor: Actor, batch_id: UUID) -> ImportBatch:
    """Return one of one's own side's logs in any of the actor's partnerships; raise NotThere."""
    found = next((one for one in _own(actor).filter(id=batch_id)), None)
    if found is None:
        raise NotThere
    return found


def imports_anywhere(actor: Actor, partnership_ids: Sequence[UUID] = ()) -> list[ImportBatch]:
    """Return one's own side's logs in the actor's partnerships, or in those of them that are named."""
    return list(_own(actor, partnership_ids))


def _own(actor: Actor, partnership_ids: Sequence[UUID] = ()) -> QuerySet[ImportBatch]:
    wanted = set(actor.parties) & set(partnership_ids or actor.parties)
    rows = ImportBatch.objects.select_related("uploaded_by", "project")
    return rows.filter(partnership_id__in=wanted, organization_id=actor.organization_id)


def imports_on_page(actor: Actor, partnership_id: UUID, *, limit: int = 50) -> list[ImportBatch]:
    """Return one's own side's newest logs."""
    rows = ImportBatch.objects.select_related("uploaded_by")
    own = rows.filter(partnership_id=partnership_id, organization_id=actor.organization_id)
    return list(own.order_by("-created_at", "-id")[:limit])


def projects_to_choose(partnership_id: UUID) -> list[Project]:
    """Return the projects that rows may belong to, by name."""
    return list(Project.objects.filter(partnership_id=partnership_id).order_by("name", "id"))


def problems_on_page(
    batch: ImportBatch, *, after: Place | None, limit: int = A_PAGE
) -> tuple[list[ProblemSeen], Place | None]:
    """Return problems by row, and the place of the last one when more follow."""
    rows = _problems(batch, after, limit + 1)
    last = (rows[limit - 1].row, rows[limit - 1].id) if len(rows) > limit else None
    return [_seen(row) for row in rows[:limit]], last


def all_problems(batch: ImportBatch) -> Iterator[ProblemSeen]:
    """Yield every problem by row, some thousand in memory at a time."""
    after: Place | None = None
    while rows := _problems(batch, after, A_STRETCH):
        yield from map(_seen, rows)
        after = (rows[-1].row, rows[-1].id)


def _problems(batch: ImportBatch, after: Place | None, limit: int) -> list[ImportProblem]:
    rows = ImportProblem.objects.filter(partnership_id=batch.partnership_id, batch=batch)
    if after:
        # A row has a few problems at most, so skipping within the first row is cheap.
        rows = rows.filter(row__gte=after[0]).exclude(row=after[0], id__lte=after[1])
    return list(rows.order_by("row", "id")[:limit])


def _seen(row: ImportProblem) -> ProblemSeen:
    return ProblemSeen(row.id, row.row, row.column, problem_sentence(row.code, row.value, row.limit))
