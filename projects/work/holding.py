"""What keeps approved hours where they are: rooms above say which entries they have built on (an agreed bill, say)."""

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from django.db import connection

from projects.work.models import Approval

Holder = Callable[[UUID, Sequence[UUID]], set[UUID]]
"""(partnership, ids of entries) → those of them that a room holds."""

_holders: dict[str, Holder] = {}


def register_holder(name: str, holder: Holder) -> None:
    """Let a room hold entries; the same name again replaces its holder."""
    _holders[name] = holder


def held_entries(partnership_id: UUID, entry_ids: Sequence[UUID]) -> set[UUID]:
    """Return those of the entries that some room holds."""
    return {one for holder in _holders.values() for one in holder(partnership_id, entry_ids)}


def is_approved(partnership_id: UUID, entry_id: UUID) -> bool:
    """Say whether another side has said yes to an entry."""
    found: bool = Approval.objects.filter(partnership_id=partnership_id, entry_id=entry_id).exists()
    return found


# Not the entries themselves: a side can't lock rows that only another side may change.
STILL = "SELECT FROM work_project WHERE partnership_id = %s AND id = ANY (%s) ORDER BY id FOR SHARE"


def keep_still(partnership_id: UUID, project_ids: Iterable[UUID]) -> None:
    """Let nobody approve hours of these projects until the transaction ends; take it before any entry is locked."""
    with connection.cursor() as cursor:
        cursor.execute(STILL, [partnership_id, list(project_ids)])
