"""Where a partnership stands with its charter, in one line of its home."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from projects.agreement import charter
from projects.agreement.charter import STEPS
from projects.agreement.models import Agreement, Draft, Status, Version
from projects.agreement.queries.charter import next_step


@dataclass(frozen=True)
class CharterLine:
    """`signed_on` while one is in force; `is_open` while one waits for signatures; else the `step` that comes next.

    `step` is 0 when all steps are written and nothing is proposed yet.
    """

    signed_on: date | None = None
    is_open: bool = False
    step: int = 1
    steps: int = len(STEPS)


def charter_line(partnership_id: UUID) -> CharterLine:
    """Return where the charter stands: at most three queries."""
    named = {"partnership_id": partnership_id, "kind": charter.NAME}
    row = Agreement.objects.filter(**named).select_related("in_force").first()
    signed_at = row.in_force.closed_at if row and row.in_force else None
    waiting = Version.objects.filter(partnership_id=partnership_id, agreement=row, status=Status.OPEN)
    is_open = bool(row and waiting.exists())
    if signed_at:
        return CharterLine(timezone.localtime(signed_at).date(), is_open)
    draft = Draft.objects.filter(**named).first()
    step = next_step(draft.values["values"]) if draft else STEPS[0]
    return CharterLine(None, is_open, step.number if step else 0)
