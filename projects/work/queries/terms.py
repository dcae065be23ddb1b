"""What is agreed about a project, what is proposed, and what is only planned."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Min

from accounts.queries import PartnershipSeen
from projects.agreement.models import Agreement
from projects.agreement.queries.records import VersionSeen
from projects.agreement.queries.seen import open_version
from projects.agreement.telling import differences, in_words
from projects.work.models import Deliverable, Project, WorkEntry
from projects.work.terms import FIELDS, KIND, Part, Terms, read, terms_of

MOST_IN_A_LINE = 6


@dataclass(frozen=True)
class TermsSeen:
    """A project's terms: agreed, proposed, and what a change starts from; `newest` is the newest version's number.

    `agreement_id` is None while nothing was ever proposed; `held_since` while nothing is in force.
    """

    agreement_id: UUID | None
    number: int | None
    held_since: datetime | None
    newest: int
    open: VersionSeen | None
    agreed: Terms
    basis: Terms
    planned: tuple[Part, ...]
    deliverables: tuple[Deliverable, ...]
    differences: str


def terms_on_page(partnership: PartnershipSeen, project: Project) -> TermsSeen:
    """Read a project's terms with the open proposal and its differences in words; at most seven queries."""
    deliverables = deliverables_of(project)
    values = terms_of(project, deliverables, partnership=partnership)
    agreement_id, number, held_since, newest = _held(partnership, project)
    found = open_version(partnership.id, KIND, project.id) if newest else None
    basis = basis_from(found, partnership, project, deliverables)
    return TermsSeen(
        agreement_id=agreement_id,
        number=number,
        held_since=held_since,
        newest=newest,
        open=found,
        agreed=read(values),
        basis=basis,
        planned=planned_beside(deliverables, basis),
        deliverables=tuple(deliverables),
        differences=in_words(differences(FIELDS, values, found.values), most=MOST_IN_A_LINE) if found else "",
    )


def _held(
    partnership: PartnershipSeen, project: Project
) -> tuple[UUID | None, int | None, datetime | None, int]:
    """Return the agreement, the version in force and since when, and the newest version's number."""
    rows = Agreement.objects.filter(partnership_id=partnership.id, kind=KIND, subject_id=project.id)
    rows = rows.annotate(newest=Max("versions__number"))
    found = rows.values_list("id", "in_force__number", "in_force__closed_at", "newest").first()
    return (*found[:3], found[3] or 0) if found else (None, None, None, 0)


def suggested(project: Project, shown: TermsSeen) -> Terms:
    """Return what the form begins with: the basis; where nothing was ever said of the start, the first day of work."""
    if shown.newest or shown.basis.starts_on:
        return shown.basis
    rows = WorkEntry.objects.filter(partnership_id=project.partnership_id, project=project).order_by()
    days = rows.aggregate(started=Min("started_on"), done=Min("done_on"))
    return replace(shown.basis, starts_on=min((day for day in days.values() if day), default=None))


def deliverables_of(project: Project) -> list[Deliverable]:
    """Return a project's deliverables by agreed or planned day."""
    rows = list(Deliverable.objects.filter(partnership_id=project.partnership_id, project=project))
    return sorted(rows, key=lambda one: (str(one.agreed_on or one.planned_on or "9999"), one.name, one.id))


def basis_of(partnership: PartnershipSeen, project: Project) -> Terms:
    """Return what a change starts from: the open proposal, else what is agreed; names as they are today."""
    found = open_version(partnership.id, KIND, project.id)
    return basis_from(found, partnership, project, deliverables_of(project))


def basis_from(
    found: VersionSeen | None,
    partnership: PartnershipSeen,
    project: Project,
    deliverables: Sequence[Deliverable],
) -> Terms:
    """Return the same from what is read already; deliverables that are gone are left out."""
    values = found.values if found else terms_of(project, deliverables, partnership=partnership)
    terms = read(values)
    names = {one.id: one.name for one in deliverables}
    parts = tuple(
        replace(one, name=names[one.deliverable_id]) for one in terms.parts if one.deliverable_id in names
    )
    return replace(terms, parts=parts)


def parts_planned(project: Project, basis: Terms) -> tuple[Part, ...]:
    """Return the deliverables with a planned day or hours where the basis has none: the parts as they would be."""
    return planned_beside(deliverables_of(project), basis)


def planned_beside(deliverables: Sequence[Deliverable], basis: Terms) -> tuple[Part, ...]:
    """Return the same from deliverables that are read already."""
    found = []
    for row in deliverables:
        part = basis.part(row.id) or Part(row.id, row.name)
        wanted = replace(part, hours=part.hours or row.hours_budget or None, day=part.day or row.planned_on)
        if wanted != part:
            found.append(wanted)
    return tuple(found)
