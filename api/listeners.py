"""What the API hears from the event book: a record that is gone needs no external id any longer, whoever's it was."""

from uuid import UUID

from django.db import connections

from projects.activity.listeners import Told

OF_ONE = """
DELETE FROM api_externalid x USING accounts_party p
WHERE p.partnership_id = %(partnership)s AND x.organization_id = p.organization_id AND x.record_id = %(record)s
"""
# An import that was undone took many entries away, and names none of them.
OF_MANY = """
DELETE FROM api_externalid x USING accounts_party p
WHERE p.partnership_id = %(partnership)s AND x.organization_id = p.organization_id AND (
    x.kind = 'work_entry' AND NOT EXISTS (SELECT FROM work_workentry e WHERE e.id = x.record_id)
    OR x.kind = 'deliverable' AND NOT EXISTS (SELECT FROM work_deliverable d WHERE d.id = x.record_id)
)
"""
GONE = {"work.entry_deleted": OF_ONE, "pricing.outlay_removed": OF_ONE, "work.import_undone": OF_MANY}


def records_gone(event: Told) -> None:
    """Let go of external ids that lead nowhere any longer; repeating it changes nothing."""
    statement = GONE.get(event.kind)
    if statement is not None and event.partnership_id is not None:
        _delete(statement, event.partnership_id, event.subject_id)


def _delete(statement: str, partnership_id: UUID, record_id: UUID) -> None:
    # The book tells inside its own door, past row-level security: the links of every side are meant.
    with connections["system"].cursor() as cursor:
        cursor.execute(statement, {"partnership": partnership_id, "record": record_id})
