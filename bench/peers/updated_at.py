"""Delta reading as most APIs do it: after the last `(updated_at, id)` that was seen."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import connection

PAGE = """
SELECT updated_at, id FROM work_workentry
WHERE partnership_id = %s AND (updated_at, id) > (%s, %s) ORDER BY updated_at, id LIMIT 200
"""
NOBODY = UUID(int=0)


class Follower:
    """Reads on from where it left off."""

    def __init__(self, partnership_id: UUID, since: datetime) -> None:
        self.partnership_id, self.after = partnership_id, (since, NOBODY)

    def read(self) -> Iterator[str]:
        """Return the ids of what is new, to the end."""
        with connection.cursor() as cursor:
            while True:
                cursor.execute(PAGE, [self.partnership_id, *self.after])
                rows = cursor.fetchall()
                yield from (str(row[1]) for row in rows)
                if not rows:
                    return
                self.after = rows[-1]
