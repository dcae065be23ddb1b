"""Imports in the worker: ids in, through the door, one action. The database alone knows what is left to do."""

from datetime import timedelta
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from accounts.actor import Actor
from accounts.doors import actor_for, entered, system_door
from projects.work.actions.importing import begin_attempt, run_import
from projects.work.models import ImportBatch

PATIENCE = timedelta(minutes=1)
A_SWEEP = 100
KEPT = timedelta(days=30)
FORGET = (
    "DELETE FROM work_importbatch WHERE status IN ('read', 'checked', 'refused') AND created_at < %(before)s"
)
FORGET_PARTS = """
DELETE FROM {table} part USING work_importbatch batch
WHERE part.partnership_id = batch.partnership_id AND part.batch_id = batch.id
  AND batch.status IN ('read', 'checked', 'refused', 'stopped') AND batch.created_at < %(before)s
"""


@shared_task
def import_log(batch_id: str, partnership_id: str, person_id: str, organization_id: str) -> bool:
    """Import a confirmed log as the person who confirmed it; False when there was nothing left to do."""
    actor = actor_for(UUID(person_id), UUID(organization_id))
    return finish_import(actor, UUID(partnership_id), UUID(batch_id))


@shared_task
def reclaim_imports() -> int:
    """Take up what a killed worker or a lost message left; return how many logs were found waiting."""
    with system_door("work.reclaim_imports"):
        waiting = list(
            ImportBatch.objects.using("system")
            .filter(status=ImportBatch.Status.QUEUED, confirmed_at__lt=timezone.now() - PATIENCE)
            .order_by("confirmed_at", "id")
            .values_list("id", "partnership_id", "uploaded_by_id", "organization_id")[:A_SWEEP]
        )
    for row in waiting:
        import_log.apply_async(tuple(str(one) for one in row))
    return len(waiting)


@shared_task
def forget_uploads() -> int:
    """Let go of logs that nobody has said yes to for a month, and of the files of those set aside; return how many."""
    values = {"before": timezone.now() - KEPT}
    with system_door("work.reclaim_imports") as connection, connection.cursor() as cursor:
        for table in ("work_importchunk", "work_importproblem"):
            cursor.execute(FORGET_PARTS.format(table=table), values)
        cursor.execute(FORGET, values)
        return int(cursor.rowcount)


def finish_import(actor: Actor, partnership_id: UUID, batch_id: UUID) -> bool:
    """Try once: count the attempt, then import in one transaction; False when another is at it or it is over."""
    now = timezone.now()
    with entered(actor, partnership_id=partnership_id):
        batch = ImportBatch.objects.filter(partnership_id=partnership_id, id=batch_id).first()
        if batch is None or not begin_attempt(actor, batch=batch, now=now):
            return False
    with entered(actor, partnership_id=partnership_id):
        return run_import(actor, batch=batch, now=now) is not None
