"""Goals for tests and the demo: proposed and signed through the same actions as a form."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from accounts.actor import Actor
from accounts.doors import entered
from accounts.models import Membership, Party
from accounts.queries import partnership_seen
from projects.agreement.actions.signing import sign
from projects.agreement.models import Version
from projects.agreement.queries.seen import newest_number
from projects.goals.actions.proposing import propose_goal, propose_goal_change
from projects.goals.models import Goal

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
STARTS_ON, ENDS_ON = date(2026, 9, 1), date(2026, 12, 10)


def measure(kind: str = "up", **said: Any) -> dict[str, Any]:
    """Return the values of a measure of the kind; `said` changes the plain ones."""
    numbers = {"up": ("0", "100"), "down": ("10", "5"), "at_least": (None, "90"), "at_most": (None, "5")}
    start, target = numbers.get(kind, (None, None))
    plain = {"name": f"Measure {kind}", "kind": kind, "start": start, "target": target, "weight": "1"}
    unit = "orders" if kind in numbers else None
    steps = [{"name": "Plan"}, {"name": "Build"}, {"name": "Open"}] if kind == "steps" else []
    return {**plain, "unit": unit, "source": "The shop's report", "steps": steps, **said}


def goal_values(partnership_id: UUID, **said: Any) -> dict[str, Any]:
    """Return terms that every party could sign, each side owned by its first member (inside an open door)."""
    parties = Party.objects.filter(partnership_id=partnership_id).order_by("position")
    plain = {
        "name": "More orders",
        "weight": "1",
        "starts_on": STARTS_ON.isoformat(),
        "ends_on": ENDS_ON.isoformat(),
        "sides": [_side(party) for party in parties],
        "measures": [measure()],
        "projects": [],
    }
    return {**plain, **said}


def _side(party: Party) -> dict[str, Any]:
    owner = Membership.objects.filter(organization_id=party.organization_id).order_by("user_id").first()
    return {
        "party": {"id": str(party.id)},
        "why": "Both of us grow with it.",
        "owner": {"id": str(owner.user_id)} if owner else None,
        "contribution": "People who know the shop",
        "amount": "20",
        "unit": "hours a week",
    }


def goal_proposed(
    actor: Actor,
    partnership_id: UUID,
    *,
    goal: Goal | None = None,
    now: datetime = NOW,
    values: Mapping[str, Any] | None = None,
    key: UUID | None = None,
) -> Version:
    """Propose a goal as the actor, or other terms of `goal`; `values` change the plain ones."""
    with entered(actor, partnership_id=partnership_id):
        partnership = partnership_seen(actor, partnership_id)
        said = goal_values(partnership_id, **(values or {}))
        if goal is None:
            return propose_goal(actor, partnership=partnership, values=said, now=now, key=key)
        seen = newest_number(partnership_id, "goal", goal.id)
        return propose_goal_change(actor, partnership=partnership, goal=goal, values=said, seen=seen, now=now)


def goal_agreed(actors: Iterable[Actor], partnership_id: UUID, *, now: datetime = NOW, **said: Any) -> Goal:
    """Propose a goal as the first actor and sign it as every one of them: its terms hold from `now` on."""
    people = list(actors)
    version = goal_proposed(people[0], partnership_id, now=now, **said)
    for actor in people:
        with entered(actor, partnership_id=partnership_id):
            row = Version.objects.select_related("agreement").get(
                partnership_id=partnership_id, id=version.id
            )
            sign(actor, version=row, seen_hash=row.content_hash, now=now)
            goal: Goal = Goal.objects.get(partnership_id=partnership_id, id=row.agreement.subject_id)
    return goal
