"""Who can see to something for each side: its members who may say how it goes."""

from collections.abc import Iterable
from uuid import UUID

from accounts.access import RIGHTS, Right
from accounts.actor import Actor
from accounts.models import Membership
from accounts.queries import PartnershipSeen, members_of_partnership

ROLES = tuple(role for role, rights in RIGHTS.items() if Right.GIVE_FEEDBACK in rights)


def people_who_may_own(actor: Actor, partnership: PartnershipSeen) -> dict[UUID, dict[UUID, str]]:
    """Return by party its people and their names, in the parties' order; one query."""
    sides = {one.organization_id: one.id for one in partnership.parties}
    found: dict[UUID, dict[UUID, str]] = {one.id: {} for one in partnership.parties}
    for member in members_of_partnership(actor, partnership):
        if member.role in ROLES:
            found[sides[member.organization_id]][member.user_id] = member.name
    return found


def who_may_own(organization_ids: Iterable[UUID]) -> set[tuple[UUID, UUID]]:
    """Return (organization, person) of everybody there who can see to something now; one query."""
    rows = Membership.objects.filter(organization_id__in=list(organization_ids), role__in=ROLES)
    return set(rows.values_list("organization_id", "user_id"))
