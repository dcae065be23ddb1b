"""Lists and single records of the rooms' listings: the same for every resource that has one."""

from dataclasses import replace
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.listing import Listing, listed, listed_one
from api.errors import Unreadable
from api.parameters import PAGING
from api.problems import Fault
from api.view import ResourceView
from partnership.kit.errors import NotThere
from projects.work.models import Project

UNFILTERED = {parameter.name for parameter in PAGING} | {"partnership"}
NAMED = "FROM api_externalid x WHERE x.organization_id = %(organization)s AND x.kind = "
# Looked for once for the whole page, and not for each of its rows.
NAMES = """
LEFT JOIN (
    SELECT x.record_id, json_agg(
        json_build_object('source', x.source, 'external_id', x.external_id) ORDER BY x.source, x.external_id
    ) AS names
    {called} AND x.record_id = ANY (ARRAY(SELECT id FROM page)) GROUP BY x.record_id
) named ON named.record_id = t.id
"""


def with_names(listing: Listing, kind: str) -> Listing:
    """Return the listing with what the reader's own organization calls each record, and filters by that."""
    called = f"{NAMED}'{kind}'"
    by_source = f"{called} AND x.source = %(external_source)s"
    return replace(
        listing,
        columns={**listing.columns, "external_ids": "named.names"},
        joins=listing.joins + NAMES.format(called=called),
        filters={
            **listing.filters,
            "external_source": f"t.id IN (SELECT x.record_id {by_source})",
            "external_id": f"t.id IN (SELECT x.record_id {by_source} AND x.external_id = %(external_id)s)",
        },
    )


def require_source(query: dict[str, Any]) -> None:
    """Raise Unreadable for an external id whose system is not named: several may call something so."""
    if query.get("external_id") is not None and query["external_source"] is None:
        wish = _("Say which system means that: add external_source.")
        raise Unreadable(Fault("external_source_missing", wish, parameter="external_source"))


class ListingView(ResourceView):
    """Reads a listing, over all partnerships or in the one of the address."""

    listing: ClassVar[Listing]
    one_name: ClassVar[str]

    def answer_list(self, partnership: UUID | None = None) -> HttpResponse:
        """Answer the page that the query asks for."""
        require_source(self.query)
        rows = self.whole(self._rows(partnership))
        return self.page(
            rows, key=lambda row: [str(row[name]) for name in self.listing.order], shape=_as_it_is
        )

    def _rows(self, partnership: UUID | None) -> list[dict[str, Any]]:
        rows = listed(
            self.listing,
            self.actor,
            limit=self.query["limit"] + 1,
            after=self.after(),
            partnerships=(partnership,) if partnership else self.query["partnership"],
            filters={name: value for name, value in self.query.items() if name not in UNFILTERED},
            # Where nothing else is asked, nobody looks anything up by these ids.
            as_text=self.marked.asks_singly,
        )
        return _named(rows)

    def whole(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return a page's rows with what their listing does not say; the same rows where it says all."""
        return rows

    def answer_one(self, row_id: UUID, *, status: int = 200) -> HttpResponse:
        """Answer one record as it stands now; a new one with its address."""
        [row] = self.whole([self.seen(row_id)])
        answer = self.one(row, version=self.version_of(row), status=status)
        if status == 201:
            answer.headers["Location"] = reverse(f"api:{self.one_name}", args=[row_id])
        return answer

    def seen(self, row_id: UUID) -> dict[str, Any]:
        """Return the record that a change is about; raise NotThere for a stranger's."""
        [row] = _named([listed_one(self.listing, self.actor, row_id)])
        return row

    def version_of(self, row: dict[str, Any]) -> int | str:
        """Return what the record's ETag says."""
        return row["version"]  # type: ignore[no-any-return]


def _named(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Say that nobody outside has a name for a record, where nobody has: cheaper here than in the statement."""
    for row in rows:
        if row.get("external_ids", row) is None:
            row["external_ids"] = ()
    return rows


def _as_it_is(row: dict[str, Any]) -> dict[str, Any]:
    return row


class ProjectNotHere(NotThere):
    """The same refusal for another partnership's project and for none."""

    code = "project_not_here"
    status = 422
    field = "project"


def project_named(partnership_id: UUID, project_id: UUID) -> Project:
    """Return the project that a body names; raise ProjectNotHere."""
    found: Project | None = Project.objects.filter(partnership_id=partnership_id, id=project_id).first()
    if found is None:
        raise ProjectNotHere
    return found
