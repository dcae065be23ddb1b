"""What the pages of goals ask beside the goals themselves."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from accounts.actor import Actor
from accounts.queries import PartnershipSeen, members_of_partnership
from partnership.kit.weeks import Week
from projects.goals.models import CheckIn, Goal
from projects.work.models import Project

from .rows import CheckInSeen, check_ins_seen


def newest_check_ins(partnership_id: UUID, goal_ids: Sequence[UUID]) -> dict[tuple[UUID, UUID], CheckInSeen]:
    """Return each party's newest check-in of each of the goals: two queries, none without goals."""
    if not goal_ids:
        return {}
    rows = CheckIn.objects.filter(partnership_id=partnership_id, goal_id__in=goal_ids)
    newest = rows.order_by("goal_id", "party_id", "-week_on").distinct("goal_id", "party_id")
    return {(one.goal_id, one.party_id): one for one in check_ins_seen(newest)}


def own_check_in(partnership_id: UUID, goal_id: UUID, party_id: UUID, *, today: date) -> CheckIn | None:
    """Return what a party has said this week already."""
    week_on = Week.of(today).monday
    rows = CheckIn.objects.filter(partnership_id=partnership_id, goal_id=goal_id, party_id=party_id)
    found: CheckIn | None = rows.filter(week_on=week_on).first()
    return found


def people_of_sides(actor: Actor, partnership: PartnershipSeen) -> dict[UUID, list[tuple[UUID, str]]]:
    """Return who can own a goal, by party, each by name."""
    people = members_of_partnership(actor, partnership)
    return {
        side.id: [(one.user_id, one.name) for one in people if one.organization_id == side.organization_id]
        for side in partnership.parties
    }


def goals_to_choose(partnership_id: UUID, *, without: UUID | None = None) -> list[tuple[UUID, str]]:
    """Return the goals that another can be a part of, by name."""
    rows = Goal.objects.filter(partnership_id=partnership_id, status=Goal.Stage.ACTIVE).exclude(id=without)
    return list(rows.order_by("name", "id").values_list("id", "name"))


def projects_to_choose(partnership_id: UUID) -> list[tuple[UUID, str]]:
    """Return the projects that a goal can depend on, by name."""
    rows = Project.objects.filter(partnership_id=partnership_id)
    return list(rows.order_by("name", "id").values_list("id", "name"))
