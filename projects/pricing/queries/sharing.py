"""The sharing rules in force, and what they make of an outturn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from partnership.kit.money import step_of
from projects.pricing.models import Sharing
from projects.pricing.shares import Band, Outcome, ceiling_of, outcome
from projects.pricing.sharing import Rule, bands_read


@dataclass(frozen=True, slots=True)
class SharingSeen:
    """A signed rule: money excl. VAT in `currency`, bands as fractions of the target; version `number` of its agreement."""

    project_id: UUID
    number: int
    currency: str
    target: Decimal
    bands: tuple[Band, ...]
    signed_at: datetime

    @property
    def rule(self) -> Rule:
        return Rule(self.target, self.currency, self.bands)

    @property
    def ceiling(self) -> Decimal | None:
        """The most that the side that commissions ever pays, None where there is no end."""
        return ceiling_of(self.target, self.bands)

    def at(self, outturn: Decimal) -> Outcome:
        """Return both sides' result at an outturn of 0 or more, in whole units of the currency."""
        return outcome(self.target, outturn, self.bands, step=step_of(self.currency))


def sharing_in_force(partnership_id: UUID, project_id: UUID, *, using: str = "default") -> SharingSeen | None:
    """Return the rule that every party has signed last, None while there is none; one query."""
    rows = Sharing.objects.using(using).filter(partnership_id=partnership_id, project_id=project_id)
    row = rows.order_by("-number").first()
    return _seen(row) if row else None


def sharings_in_force(partnership_ids: Iterable[UUID], *, using: str = "default") -> list[SharingSeen]:
    """Return the rule in force of each project of these partnerships; one query."""
    rows = Sharing.objects.using(using).filter(partnership_id__in=list(partnership_ids))
    return [_seen(row) for row in rows.order_by("project_id", "-number").distinct("project_id")]


def _seen(row: Sharing) -> SharingSeen:
    return SharingSeen(
        row.project_id, row.number, row.currency, row.target, bands_read(row.bands), row.signed_at
    )
