"""What the lines of a price sheet cost: the own side's to state, the others' to read as far as it is opened to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from projects.agreement.queries.seen import open_version
from projects.pricing.buildup_shown import BuildUpSeen
from projects.pricing.linecosts import LineCostSeen
from projects.pricing.models import Rate
from projects.pricing.queries.buildups import build_up_for
from projects.pricing.queries.sheets import line_costs, sheet_in_force
from projects.pricing.sheet import KIND, SheetTerms, read
from projects.work.models import Project


@dataclass(frozen=True, slots=True)
class SheetCosts:
    """A version's build-up as the reader may see it. `stated` and `by_card` are the own side's alone, else empty.

    `stated` holds what the side has said of each line, by its id; `by_card` what an hour costs it today, by role key.
    """

    number: int
    is_in_force: bool
    is_own: bool
    seen: BuildUpSeen
    stated: Mapping[str, LineCostSeen] = field(default_factory=dict)
    by_card: Mapping[str, Decimal] = field(default_factory=dict)


def sheet_costs(
    actor: Actor, partnership: PartnershipSeen, project: Project, *, today: date, now: datetime, place: str
) -> SheetCosts | None:
    """Return the sheet in force with its costs; to the side that delivers, the one that waits for signatures first.

    None while there is none. Every look at another side's costs is written down under `place`.
    """
    is_own = actor.behind is None and actor.party_id(partnership.id) == project.delivered_by_id
    found = _version(partnership.id, project, is_own=is_own)
    if found is None:
        return None
    number, terms, is_in_force = found
    seen = build_up_for(
        actor,
        partnership,
        terms=terms,
        number=number,
        owner=project.delivered_by_id,
        today=today,
        now=now,
        place=place,
    )
    if not (is_own and actor.may(Right.SEE_BOOK)):
        return SheetCosts(number, is_in_force, is_own, seen)
    stated = line_costs(partnership.id, project.id, number)
    by_card = _hourly_on(actor.organization_id, terms.currency, today)
    return SheetCosts(number, is_in_force, is_own, seen, stated, by_card)


def _version(partnership_id: UUID, project: Project, *, is_own: bool) -> tuple[int, SheetTerms, bool] | None:
    waits = open_version(partnership_id, KIND, project.id) if is_own else None
    if waits is not None:
        return waits.number, read(waits.values), False
    held = sheet_in_force(partnership_id, project.id)
    return None if held is None else (held.number, held.terms, True)


def _hourly_on(organization_id: UUID | None, currency: str, today: date) -> dict[str, Decimal]:
    rows = Rate.objects.filter(
        organization_id=organization_id, currency=currency, hourly_cost__isnull=False, valid_from__lte=today
    )
    return dict(rows.order_by("valid_from").values_list("role_key", "hourly_cost"))
