"""A signed price sheet with approved hours, a basis for billing that is agreed, and one that waits for a signature.

Both go through the room's own actions, so that numbers, hashes and the chain fit.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from accounts.actor import Actor
from accounts.doors import entered
from accounts.queries import partnership_seen
from projects.agreement.factories import signed
from projects.agreement.models import Version
from projects.pricing.actions.billing import put_billing_forward
from projects.pricing.basis import BasisSaid
from projects.pricing.tests.bookkeeping import labor, put_sheet
from projects.work.factories import WorkEntryFactory
from projects.work.models import Approval, Project
from tests.furnishings.agreement import signers
from tests.world import MARKER, World

Keep = Callable[[World, str, str, UUID | str], None]


def furnish(world: World, key: str, keep: Keep) -> None:
    """Plant it; both sides of a partnership read it, and nobody else."""
    role = f"Roll {({'shared': 'Ny webbutik', 'foreign': MARKER})[key]}"
    partnership, today = getattr(world, key), timezone.localdate()
    project = Project.objects.get(partnership_id=partnership, id=world.things["project"][key])
    put_sheet(project, labor(role, 100, 950), from_on=today - timedelta(days=50))
    for days in (30, 12):
        _approved(project, today - timedelta(days=days), role)
    one, other = signers(world, key)
    agreed = _forward(one, project, today - timedelta(days=40), today - timedelta(days=20))
    for actor in (one, other):
        signed(actor, agreed, now=timezone.now())
    keep(world, "billing", key, agreed.agreement.subject_id)
    waits = _forward(one, project, today - timedelta(days=19), today - timedelta(days=10))
    keep(world, "open_billing", key, waits.agreement.subject_id)


def _forward(actor: Actor, project: Project, first: date, last: date) -> Version:
    with entered(actor, partnership_id=project.partnership_id):
        return put_billing_forward(
            actor,
            partnership=partnership_seen(actor, project.partnership_id),
            project=project,
            said=BasisSaid(first, last),
            today=timezone.localdate(),
            now=timezone.now(),
        )


def _approved(project: Project, day: date, role: str) -> None:
    entry = WorkEntryFactory(
        project=project, party_id=project.delivered_by_id, done_on=day, hours=Decimal(8), role=role
    )
    Approval.objects.create(
        partnership_id=project.partnership_id,
        entry=entry,
        project=project,
        party_id=project.commissioned_by_id,
        approved_at=timezone.now(),
    )
