"""Price sheets for tests and the demo: proposed and signed through the same actions as a form."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts.actor import Actor
from accounts.doors import entered
from accounts.queries import partnership_seen
from projects.agreement.actions.signing import sign
from projects.agreement.models import Version
from projects.agreement.queries.seen import newest_number
from projects.pricing.actions.costs import CostSaid, state_costs
from projects.pricing.actions.sheets import propose_sheet
from projects.pricing.queries.sheets import SheetSeen, sheet_in_force
from projects.pricing.sheet import KIND
from projects.work.models import Project

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def labor(
    role: str = "Developer", hours: str | None = "100", rate: str | None = "1000", **said: Any
) -> dict[str, Any]:
    """Return a line of labor: hours × hourly rate."""
    return {"sort": "labour", "role": role, "hours": hours, "rate": rate, **said}


def line(sort: str, text: str, amount: str, currency: str = "SEK", **said: Any) -> dict[str, Any]:
    """Return a line with a price of its own."""
    return {"sort": sort, "text": text, "price": {"amount": amount, "currency": currency}, **said}


def sheet_values(**said: Any) -> dict[str, Any]:
    """Return a sheet of time and materials that every party could sign; `said` changes it."""
    lines = [labor(), labor("Designer", "50", "900"), line("bought_in", "Server", "10000")]
    plain = {"kind": "time_and_materials", "lines": lines, "vat": "25"}
    return {**plain, "corridor_low": "20", "corridor_high": "30", **said}


def sheet_proposed(
    actor: Actor,
    project: Project,
    *,
    now: datetime = NOW,
    seen: int | None = None,
    key: UUID | None = None,
    **said: Any,
) -> Version:
    """Propose a sheet as the actor; `said` changes the plain one."""
    with entered(actor, partnership_id=project.partnership_id):
        number = newest_number(project.partnership_id, KIND, project.id) if seen is None else seen
        return propose_sheet(
            actor,
            partnership=partnership_seen(actor, project.partnership_id),
            project=project,
            values=sheet_values(**said),
            seen=number,
            now=now,
            key=key,
        )


def sheet_agreed(actors: Iterable[Actor], project: Project, *, now: datetime = NOW, **said: Any) -> SheetSeen:
    """Propose a sheet as the first actor and sign it as every one of them: it holds from `now` on."""
    people = list(actors)
    version = sheet_proposed(people[0], project, now=now, **said)
    for actor in people:
        with entered(actor, partnership_id=project.partnership_id):
            sign(actor, version=version, seen_hash=version.content_hash, now=now)
    with entered(people[0], partnership_id=project.partnership_id):
        found = sheet_in_force(project.partnership_id, project.id)
    if found is None:
        raise ValueError("somebody has still to sign the sheet")
    return found


def costs_stated(
    actor: Actor, project: Project, number: int, costs: Mapping[str, CostSaid | str], *, now: datetime = NOW
) -> None:
    """State what lines cost as the actor; text is an amount for the whole line."""
    said = {
        key: one if isinstance(one, CostSaid) else CostSaid(cost=Decimal(one)) for key, one in costs.items()
    }
    with entered(actor, partnership_id=project.partnership_id):
        partnership = partnership_seen(actor, project.partnership_id)
        state_costs(actor, partnership=partnership, project=project, costs=said, number=number, now=now)
