"""Versions as pages, letters and the API see them: who proposed, who has signed, and whose turn it is."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from accounts.queries import reading_names
from partnership.kit.errors import NotThere
from partnership.kit.questions import Kept, Question
from partnership.kit.rounds import Reading, asked, read, together
from projects.agreement.models import Agreement, Correction, Link, Signature, Status, Version
from projects.agreement.reading import values_of

from .records import AgreementSeen, CorrectionSeen, SignatureSeen, VersionSeen


def agreement_seen(partnership_id: UUID, agreement_id: UUID) -> AgreementSeen:
    """Return a subject with all its versions; raise NotThere. At most six queries."""
    row = Agreement.objects.filter(partnership_id=partnership_id, id=agreement_id).first()
    if row is None:
        raise NotThere
    versions = seen(Version.objects.filter(partnership_id=partnership_id, agreement=row).order_by("-number"))
    return AgreementSeen(row.id, row.partnership_id, row.kind, row.subject_id, tuple(versions))


def agreement_about(partnership_id: UUID, kind: str, subject_id: UUID) -> AgreementSeen | None:
    """Return the agreement about a subject, None while nothing was ever proposed."""
    row = Agreement.objects.filter(partnership_id=partnership_id, kind=kind, subject_id=subject_id).first()
    return agreement_seen(partnership_id, row.id) if row else None


def version_row(partnership_id: UUID, version_id: UUID) -> Version:
    """Return the row that an action is about; raise NotThere."""
    found: Version | None = Version.objects.filter(partnership_id=partnership_id, id=version_id).first()
    if found is None:
        raise NotThere
    return found


def open_version(partnership_id: UUID, kind: str, subject_id: UUID) -> VersionSeen | None:
    """Return what waits for signatures about a subject, None if nothing does."""
    rows = Version.objects.filter(
        partnership_id=partnership_id,
        agreement__kind=kind,
        agreement__subject_id=subject_id,
        status=Status.OPEN,
    )
    return next(iter(seen(rows)), None)


def open_versions(partnership_ids: Sequence[UUID], kind: str | None = None) -> list[VersionSeen]:
    """Return everything that waits for signatures in these partnerships, the longest waiting first."""
    return read(reading_open_versions(partnership_ids, kind))


def reading_open_versions(
    partnership_ids: Sequence[UUID], kind: str | None = None
) -> Reading[list[VersionSeen]]:
    """Read the same beside what else a page asks."""
    return reading_seen(Kept(_open_in, partnerships=list(partnership_ids), kind=kind))


def _open_in(partnerships: list[UUID], kind: str | None) -> QuerySet[Any]:
    rows = Version.objects.filter(partnership_id__in=partnerships, status=Status.OPEN)
    if kind is not None:
        rows = rows.filter(agreement__kind=kind)
    return rows.select_related("agreement").order_by("proposed_at", "id")


def version_in_force(partnership_id: UUID, kind: str, subject_id: UUID) -> VersionSeen | None:
    """Return what holds now about a subject, None while nothing was signed by everybody."""
    rows = Agreement.objects.filter(partnership_id=partnership_id, kind=kind, subject_id=subject_id)
    ids = [one for one in rows.values_list("in_force_id", flat=True) if one]
    return next(iter(seen(Version.objects.filter(partnership_id=partnership_id, id__in=ids))), None)


def newest_number(partnership_id: UUID, kind: str, subject_id: UUID) -> int:
    """Return the number of the newest version about a subject, 0 while there is none: what a form has `seen`."""
    rows = Version.objects.filter(
        partnership_id=partnership_id, agreement__kind=kind, agreement__subject_id=subject_id
    )
    return rows.order_by("-number").values_list("number", flat=True).first() or 0


def seen(rows: QuerySet[Any]) -> list[VersionSeen]:
    """Read versions with everything around them: at most three statements, however many rows."""
    return read(reading_seen(rows.select_related("agreement")))


def reading_seen(question: QuerySet[Any] | Question) -> Reading[list[VersionSeen]]:
    """Read the same beside what else a page asks; the question is for versions with their agreements."""
    versions = yield from asked(question)
    if not versions:
        return []
    of_these = {
        "partnerships": list(dict.fromkeys(one.partnership_id for one in versions)),
        "versions": [one.id for one in versions],
    }
    signed, corrected, links = yield from together(
        asked(Kept(_about, model=Signature, order="signed_at", **of_these)),
        asked(Kept(_about, model=Correction, order="corrected_at", **of_these)),
        _links(versions),
    )
    signatures, corrections = _by_version(signed), _by_version(corrected)
    people = yield from reading_names(_people(versions, signed, corrected))
    return [
        _version(one, signatures.get(one.id, []), corrections.get(one.id, []), links.get(one.id), people)
        for one in versions
    ]


def _about(model: type[Model], order: str, partnerships: list[UUID], versions: list[UUID]) -> QuerySet[Any]:
    rows = model._default_manager.filter(partnership_id__in=partnerships, version_id__in=versions)
    return rows.order_by(order, "id")


def _links(versions: Iterable[Version]) -> Reading[dict[UUID, Link]]:
    """The links of what was signed; whoever reads open versions alone asks for none."""
    signed = [one for one in versions if one.status == Status.SIGNED]
    if not signed:
        return {}
    rows = Link.objects.filter(
        partnership_id__in={one.partnership_id for one in signed}, version_id__in=[one.id for one in signed]
    )
    links = yield from asked(rows.defer("content"))
    return {one.version_id: one for one in links}


def _by_version(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(row.version_id, []).append(row)
    return found


def _people(*rows: Iterable[Any]) -> set[UUID]:
    versions, *others = rows
    found = {one.person_id for several in others for one in several}
    return found | {person for one in versions for person in (one.person_id, one.closed_by_id)}


def _version(
    row: Version,
    signatures: list[Signature],
    corrections: list[Correction],
    link: Link | None,
    people: dict[UUID, str],
) -> VersionSeen:
    kept = ("id", "partnership_id", "agreement_id", "number", "status", "text_en", "text_sv", "word", "needs")
    closed = (
        "closed_party_id",
        "closed_at",
        "reason",
        "content_hash",
        "changes_id",
        "answers_id",
        "party_id",
    )
    return VersionSeen(
        **{name: getattr(row, name) for name in (*kept, *closed, "person_id", "proposed_at")},
        kind=row.agreement.kind,
        subject_id=row.agreement.subject_id,
        values=values_of(row),
        person=_named(people, row.person_id),
        closed_by=_named(people, row.closed_by_id),
        signatures=tuple(
            SignatureSeen(one.party_id, _named(people, one.person_id), one.person_id, one.signed_at)
            for one in signatures
        ),
        corrections=tuple(
            CorrectionSeen(one.party_id, _named(people, one.person_id), one.corrected_at, one.values_before)
            for one in corrections
        ),
        is_in_force=row.agreement.in_force_id == row.id,
        link=link.number if link else None,
        link_hash=link.hash if link else "",
    )


def _named(people: dict[UUID, str], person_id: UUID | None) -> str:
    return people.get(person_id, "") if person_id else ""
