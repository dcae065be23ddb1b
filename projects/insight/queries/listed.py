"""What programs list of insight: pages and questions as far as the key's own side, or its person, reads them."""

from collections.abc import Sequence
from uuid import UUID

from accounts.listing import BY_ID, STAMPS, UPDATED, Listing, utc
from projects.insight.models import Attachment

from .pages import FileSeen


def readable_sql(page: str) -> str:
    """Return who reads a row of pages, as `queries.pages.readable` says it; the database holds it besides."""
    own = f"{page}.organization_id = %(organization)s"
    return (
        f"({page}.audience = 'partnership' OR ({page}.audience = 'draft' AND {own})"
        f" OR ({page}.audience = 'named' AND (SELECT app.person_id()) = ANY ({page}.readers)))"
        f" AND ({page}.archived_at IS NULL OR {own})"
    )


PAGES = Listing(
    table="insight_page",
    columns={
        "id": "t.id",
        "object": "'insight_page'",
        "partnership": "t.partnership_id",
        "party": "t.party_id",
        "topic": "t.topic",
        "title": "t.title",
        "body": "t.body",
        "audience": "t.audience",
        "readers": "t.readers",
        "purpose": "t.purpose",
        "fresh_until": "t.fresh_until",
        "archived_at": utc("t.archived_at"),
        **STAMPS,
    },
    order=BY_ID,
    filters={
        **UPDATED,
        "topic": "t.topic = ANY(%(topic)s)",
        "party": "t.party_id = ANY(%(party)s::uuid[])",
    },
    always=readable_sql("t"),
)

QUESTIONS = Listing(
    table="insight_question",
    columns={
        "id": "t.id",
        "object": "'insight_question'",
        "partnership": "t.partnership_id",
        "party": "t.party_id",
        "owner": "t.owner_id",
        "turn": "t.turn_id",
        "sort": "t.sort",
        "title": "t.title",
        "page": "t.page_id",
        "key_figure": "t.figure_id",
        "subject_kind": "t.subject_kind",
        "subject": "t.subject_id",
        "asked_at": utc("t.asked_at"),
        "turned_at": utc("t.turned_at"),
        "closed_at": utc("t.closed_at"),
        "version": "t.version",
    },
    order={"asked_at": "timestamptz", "id": "uuid"},
    filters={
        "id": "t.id = %(id)s",
        "turn": "t.turn_id = ANY(%(turn)s::uuid[])",
        "page": "t.page_id = ANY(%(page)s::uuid[])",
    },
    always=(
        "(t.page_id IS NULL OR EXISTS (SELECT FROM insight_page p WHERE p.partnership_id = t.partnership_id"
        f" AND p.id = t.page_id AND {readable_sql('p')}))"
    ),
)

FIGURES = Listing(
    table="insight_figure",
    columns={
        "id": "t.id",
        "object": "'key_figure'",
        "partnership": "t.partnership_id",
        "party": "t.party_id",
        "name": "t.name",
        "unit": "t.unit",
        "target": "t.target::text",
        "direction": "t.direction",
        "monthly": "t.monthly",
        "band": "t.band::text",
        "source": "t.source",
        "purpose": "t.purpose",
        "archived_at": utc("t.archived_at"),
        **STAMPS,
    },
    order=BY_ID,
    filters=UPDATED,
    always="t.organization_id = %(organization)s",
)

VALUES = Listing(
    table="insight_figurevalue",
    columns={
        "id": "t.id",
        "object": "'key_figure_reading'",
        "key_figure": "t.figure_id",
        "value": "t.value::text",
        "read_on": "t.read_on",
        "recorded_at": utc("t.recorded_at"),
        "source_kind": "t.source_kind",
        "source": "t.source_name",
        "person": "t.person_id",
    },
    order={"read_on": "date", "recorded_at": "timestamptz", "id": "uuid"},
    filters={"figure": "t.figure_id = ANY(%(figure)s::uuid[])"},
    always="t.organization_id = %(organization)s",
)


def files_by_page(partnership_ids: Sequence[UUID], page_ids: Sequence[UUID]) -> dict[UUID, list[FileSeen]]:
    """Return the files of pages that the reader has found, by page; one query."""
    rows = Attachment.objects.filter(
        partnership_id__in=list(partnership_ids), page_id__in=list(page_ids), removed_at=None
    )
    found: dict[UUID, list[FileSeen]] = {}
    for one in rows.order_by("name", "id"):
        seen = FileSeen(*(getattr(one, name) for name in FileSeen.__slots__))
        found.setdefault(one.page_id, []).append(seen)
    return found
