"""What the weekly letter and a partnership's home tell of work."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from partnership.kit.questions import Kept
from partnership.kit.rounds import Reading, asked, read
from projects.agreement.models import Status, Version
from projects.work.models import Deliverable, ImportBatch, Project
from projects.work.terms import KIND

from .facts import ProjectFacts, ProjectRead, read_projects, reading_projects


@dataclass(frozen=True, slots=True)
class LetterProject:
    """A project under way as both sides see it."""

    id: UUID
    name: str
    commissioned_by_id: UUID
    delivered_by_id: UUID
    facts: ProjectFacts


@dataclass(frozen=True, slots=True)
class DueDeliverable:
    """A deliverable whose day is agreed and that is not delivered yet."""

    partnership_id: UUID
    project_id: UUID
    project_name: str
    name: str
    due_on: date


@dataclass(frozen=True, slots=True)
class WaitingImport:
    """A checked log that waits for its uploader's side to confirm it or to mend it."""

    id: UUID
    partnership_id: UUID
    file_name: str
    problems: int
    uploaded_by_id: UUID
    since: datetime


@dataclass(frozen=True, slots=True)
class UnagreedProject:
    """A project under way that lacks an agreed "budget" (hours or money), "date" or both, with nothing proposed."""

    id: UUID
    partnership_id: UUID
    name: str
    missing: tuple[str, ...]
    since: datetime


def projects_for_letters(
    partnership_ids: Sequence[UUID], *, as_of: date, using: str = "default"
) -> dict[UUID, list[LetterProject]]:
    """Return the projects under way of many partnerships, by name: one statement."""
    found: dict[UUID, list[LetterProject]] = defaultdict(list)
    for one in read_projects(partnership_ids, as_of=as_of, using=using):
        if one.work.finished_on is None:
            found[one.partnership_id].append(_for_letter(one))
    return dict(found)


def projects_for_letter(partnership_id: UUID, *, as_of: date, using: str = "default") -> list[LetterProject]:
    """Return the projects under way of one partnership, by name."""
    return projects_for_letters([partnership_id], as_of=as_of, using=using).get(partnership_id, [])


def reading_home(partnership_id: UUID, *, as_of: date) -> Reading[list[ProjectRead]]:
    """Read the projects under way with both clocks, by name, for the partnership's home."""
    projects = yield from reading_projects([partnership_id], as_of=as_of)
    return [one for one in projects if one.work.finished_on is None]


def projects_named(partnership_ids: Sequence[UUID], *, using: str = "default") -> dict[UUID, str]:
    """Return the names of all projects of the partnerships by id."""
    rows = Project.objects.using(using).filter(partnership_id__in=partnership_ids)
    return dict(rows.values_list("id", "name"))


def deliverables_due(
    partnership_ids: Sequence[UUID], *, first_on: date, last_on: date, using: str = "default"
) -> list[DueDeliverable]:
    """Return the undelivered deliverables of projects under way whose agreed day is among those given, by day."""
    rows = (
        Deliverable.objects.using(using)
        .filter(
            partnership_id__in=partnership_ids,
            agreed_on__range=(first_on, last_on),
            delivered_on=None,
            project__status=Project.Status.ACTIVE,
        )
        .order_by("agreed_on", "name", "id")
        .values_list("partnership_id", "project_id", "project__name", "name", "agreed_on")
    )
    return [DueDeliverable(*row) for row in rows]


def imports_waiting(
    partnership_ids: Sequence[UUID], *, organization_id: UUID, using: str = "default"
) -> list[WaitingImport]:
    """Return the checked logs that wait for this organization's answer, the oldest first."""
    return read(reading_imports(partnership_ids, organization_id=organization_id, using=using))


def reading_imports(
    partnership_ids: Sequence[UUID], *, organization_id: UUID, using: str = "default"
) -> Reading[list[WaitingImport]]:
    """Read the same beside what else a page asks."""
    named = {"partnerships": list(partnership_ids), "organization_id": organization_id, "using": using}
    return [WaitingImport(*row) for row in (yield from asked(Kept(_checked, **named)))]


def _checked(partnerships: list[UUID], organization_id: UUID, using: str) -> QuerySet[Any]:
    rows = ImportBatch.objects.using(using).filter(
        partnership_id__in=partnerships, organization_id=organization_id, status=ImportBatch.Status.CHECKED
    )
    cells = ("id", "partnership_id", "file_name", "problem_count", "uploaded_by_id", "created_at")
    return rows.order_by("created_at", "id").values_list(*cells)


def imports_in(partnership_ids: Sequence[UUID], *, using: str) -> set[UUID]:
    """Return the partnerships in which a checked log waits for anybody; one query, in a sweep's door."""
    rows = ImportBatch.objects.using(using).filter(
        partnership_id__in=partnership_ids, status=ImportBatch.Status.CHECKED
    )
    return set(rows.values_list("partnership_id", flat=True).distinct())


def projects_unagreed(partnership_ids: Sequence[UUID], *, using: str = "default") -> list[UnagreedProject]:
    """Return the projects under way that lack an agreed budget or date, by name; not those with an open proposal."""
    return read(reading_unagreed(partnership_ids, using=using))


def reading_unagreed(
    partnership_ids: Sequence[UUID], *, using: str = "default"
) -> Reading[list[UnagreedProject]]:
    """Read the same beside what else a page asks."""
    rows = yield from asked(Kept(_unagreed, partnerships=list(partnership_ids), using=using))
    return [
        UnagreedProject(key, partnership, name, _missing(budget=budget, date=day), since)
        for key, partnership, name, budget, day, since in rows
    ]


def _unagreed(partnerships: list[UUID], using: str) -> QuerySet[Any]:
    proposed = Version.objects.filter(
        partnership_id=OuterRef("partnership_id"),
        agreement__kind=KIND,
        agreement__subject_id=OuterRef("id"),
        status=Status.OPEN,
    )
    rows: QuerySet[Any] = (
        Project.objects.using(using)
        .annotate(budget=Coalesce("hours_budget", "amount_budget"))
        .filter(Q(budget=None) | Q(delivery_on=None), partnership_id__in=partnerships)
        .filter(~Exists(proposed), status=Project.Status.ACTIVE)
        .order_by("name", "id")
        .values_list("id", "partnership_id", "name", "budget", "delivery_on", "created_at")
    )
    return rows


def _missing(**agreed: object) -> tuple[str, ...]:
    return tuple(name for name, value in agreed.items() if value is None)


def _for_letter(one: ProjectRead) -> LetterProject:
    return LetterProject(one.id, one.name, one.commissioned_by_id, one.delivered_by_id, one.facts)
