"""The draft of a charter as a whole, before it is proposed: what it says, what it changes, what is missing."""

from dataclasses import dataclass
from datetime import date

from accounts.queries import PartnershipSeen
from projects.agreement.charter import FIELDS, Step, problems_of, step_with
from projects.agreement.charter_text import CharterText, charter_text
from projects.agreement.telling import Difference, differences

from .charter import charter_copy
from .drafts import WorkingCopy


@dataclass(frozen=True)
class Problem:
    """What keeps the draft from being a charter, and the step where it is mended."""

    sentence: str
    step: Step | None


@dataclass(frozen=True)
class Summary:
    """`changes` are those against the open proposal, else against the charter in force; None when this is the first."""

    copy: WorkingCopy
    text: CharterText
    problems: tuple[Problem, ...]
    changes: tuple[Difference, ...] | None


def summary_of(partnership: PartnershipSeen, *, today: date) -> Summary:
    """Return the draft as a whole, in a constant number of queries."""
    copy = charter_copy(partnership)
    against = copy.open or copy.in_force
    names = {str(side.id): side.name for side in partnership.parties}
    return Summary(
        copy=copy,
        text=charter_text(copy.values, partnership.parties),
        problems=tuple(
            Problem(str(problem), step_with(problem.on_field or ""))
            for problem in problems_of(copy.values, names, today=today)
        ),
        changes=tuple(differences(FIELDS, against.values, copy.values)) if against else None,
    )
