"""Lists and single records of the rooms' listings: the same for every resource that has one."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from accounts.listing import Listing, listed, listed_one
from api.parameters import PAGING
from api.view import ResourceView
from partnership.kit.errors import NotThere
from projects.work.models import Project

UNFILTERED = {parameter.name for parameter in PAGING} | {"partnership"}


class ListingView(ResourceView):
    """Reads a listing, over all partnerships or in the one of the address."""

    listing: ClassVar[Listing]
    one_name: ClassVar[str]

    def answer_list(self, partnership: UUID | None = None) -> HttpResponse:
        """Answer the page that the query asks for."""
        rows = self.whole(self._rows(partnership))
        return self.page(rows, key=lambda row: [str(row[name]) for name in self.listing.order], shape=dict)

    def _rows(self, partnership: UUID | None) -> list[dict[str, Any]]:
        return listed(
            self.listing,
            self.actor,
            limit=self.query["limit"] + 1,
            after=self.after(),
            partnerships=(partnership,) if partnership else self.query["partnership"],
            filters={name: value for name, value in self.query.items() if name not in UNFILTERED},
        )

    def whole(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return a page's rows with what their listing does not say; the same rows where it says all."""
        return rows

    def answer_one(self, row_id: UUID, *, status: int = 200) -> HttpResponse:
        """Answer one record as it stands now; a new one with its address."""
        [row] = self.whole([listed_one(self.listing, self.actor, row_id)])
        answer = self.one(row, version=row["version"], status=status)
        if status == 201:
            answer.headers["Location"] = reverse(f"api:{self.one_name}", args=[row_id])
        return answer

    def seen(self, row_id: UUID) -> dict[str, Any]:
        """Return the record that a change is about; raise NotThere for a stranger's."""
        return listed_one(self.listing, self.actor, row_id)


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
