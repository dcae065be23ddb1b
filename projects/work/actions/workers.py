"""Hours show by role until a person agrees to be named."""

from datetime import datetime

from accounts.access import Right
from accounts.actor import Actor
from partnership.kit.book import record
from projects.work.models import Worker


def name_worker(actor: Actor, *, worker: Worker, is_named: bool, now: datetime) -> Worker:
    """Show a person of one's own side by name to the other side, or by role alone again."""
    actor.require(Right.LOG_WORK, worker)
    rows = Worker.objects.filter(
        partnership_id=worker.partnership_id, organization_id=actor.organization_id, id=worker.id
    )
    if rows.exclude(is_named=is_named).update(is_named=is_named):
        record(
            actor,
            "work.worker_named" if is_named else "work.worker_unnamed",
            subject_kind="worker",
            subject_id=worker.id,
            partnership=worker.partnership_id,
            at=now,
        )
    worker.is_named = is_named
    return worker
