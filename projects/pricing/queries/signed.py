"""The price sheets that hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from projects.pricing.models import Sheet
from projects.pricing.sheet import SheetTerms, read


@dataclass(frozen=True, slots=True)
class Signed:
    """The newest signed sheet of a project; `first_on` is the day from which its first version held."""

    number: int
    from_on: date
    first_on: date
    terms: SheetTerms


def signed_sheets(
    partnership_ids: Sequence[UUID],
    *,
    project_id: UUID | None = None,
    until: date | None = None,
    using: str = "default",
) -> dict[UUID, Signed]:
    """Return the newest signed sheet of each project that has one; of all, or of those that held on a day."""
    rows = Sheet.objects.using(using).filter(partnership_id__in=list(partnership_ids))
    if project_id:
        rows = rows.filter(project_id=project_id)
    if until:
        rows = rows.filter(from_on__lte=until)
    found: dict[UUID, Signed] = {}
    days: dict[UUID, date] = {}
    for sheet in rows.order_by("project_id", "number").values_list(
        "project_id", "number", "from_on", "values"
    ):
        first_on = days.setdefault(sheet[0], sheet[2])
        found[sheet[0]] = Signed(sheet[1], sheet[2], first_on, read(sheet[3]))
    return found
