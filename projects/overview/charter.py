"""Where a partnership stands with its charter, in one line of its home."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from projects.agreement.charter import STEPS
from projects.agreement.queries.charter import CharterState, next_step


@dataclass(frozen=True)
class CharterLine:
    """`signed_on` while one is in force; `is_open` while one waits for signatures; else the `step` that comes next.

    `step` is 0 when all steps are written and nothing is proposed yet.
    """

    signed_on: date | None = None
    is_open: bool = False
    step: int = 1
    steps: int = len(STEPS)


def charter_line(state: CharterState) -> CharterLine:
    """Return where the charter stands, out of what was read of it."""
    if state.signed_at:
        return CharterLine(timezone.localtime(state.signed_at).date(), state.is_open)
    step = next_step(state.drafted or {})
    return CharterLine(None, state.is_open, step.number if step else 0)
