"""What is bought in for a project, as words and addresses: the sorts, and how a row is shown."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.queries import PartySeen


class OutlaySort(TextChoices):
    BOUGHT_IN = "bought_in", _("Bought in")
    TOOLS = "tools", _("Tools")
    TRAVEL = "travel", _("Travel")
    OTHER = "other", _("Something else")


@dataclass(frozen=True, slots=True)
class OutlaySeen:
    """A purchase for a project; `price` is what the project is charged, excl. VAT. What it cost is its side's own."""

    id: UUID
    project_id: UUID
    party: PartySeen
    line: str
    sort: str
    text: str
    done_on: date
    price: Decimal
    currency: str
    approved_at: datetime | None
    approved_by: PartySeen | None
    is_billed: bool
    is_ours_to_approve: bool

    @property
    def sort_label(self) -> str:
        return str(OutlaySort(self.sort).label) if self.sort in OutlaySort.values else self.sort
