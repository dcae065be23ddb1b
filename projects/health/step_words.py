"""The step that would help most, told as something to do together, with the page where it is done. No blame, no names."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.queries import PartySeen
from partnership.kit.rounding import rounded
from projects.health.answers import WAIT
from projects.health.benefit import MARGIN, VALUE
from projects.health.delivery import DATE, HOURS, ON_THE_DAY
from projects.health.feedback import PULSE
from projects.health.formula import Scored
from projects.health.goals import PACE
from projects.health.helping import Step, best_steps
from projects.health.openness import INSIGHT, OPENED, QUESTIONS
from projects.health.places import page_of
from projects.health.warned import WARNED

OTHERS_ACT = frozenset({WAIT, OPENED, QUESTIONS, INSIGHT})
"""What these parts tell of a side, only the others can change: they answer, and they open."""


@dataclass(frozen=True)
class StepSeen:
    """What one side can do, the whole points that it would give the joint score at most, and where."""

    party_id: UUID
    points: int
    text: str
    url: str


def steps_seen(
    partnership_id: UUID,
    scored: Mapping[UUID, Scored],
    *,
    joint: Decimal | None,
    spread_weight: Decimal,
    names: Mapping[UUID | None, str],
) -> tuple[StepSeen, ...]:
    """Return each side's best step in the order of the sides, in the active language; nothing without a joint score."""
    if joint is None:
        return ()
    found = best_steps(scored, spread_weight=spread_weight, others_act=lambda key: key.part in OTHERS_ACT)
    return tuple(_seen(partnership_id, party, step, joint, names) for party, step in found.items())


def _seen(
    partnership_id: UUID, party: UUID, step: Step, joint: Decimal, names: Mapping[UUID | None, str]
) -> StepSeen:
    points = int(rounded(joint + step.points) - rounded(joint))
    subject = names.get(step.key.subject, "")
    return StepSeen(party, points, WORDS[step.key.part](subject), page_of(partnership_id, step.key))


def _hours(subject: str) -> str:
    return _("%(subject)s: agree on what fits into the hours, or on other hours") % {"subject": subject}


def _date(subject: str) -> str:
    return _("%(subject)s: agree on a day that holds, or on what can wait") % {"subject": subject}


def _on_the_day(subject: str) -> str:
    return _("%(subject)s: hand over what is due on its day, or agree on another day in time") % {
        "subject": subject
    }


def _pace(subject: str) -> str:
    return _("%(subject)s: bring the goal back to its pace") % {"subject": subject}


def _margin(subject: str) -> str:
    return _("%(subject)s: talk about how the margin comes back into its fair range") % {"subject": subject}


WORDS: Mapping[str, Callable[[str], str]] = {
    HOURS: _hours,
    DATE: _date,
    ON_THE_DAY: _on_the_day,
    PACE: _pace,
    MARGIN: _margin,
    VALUE: lambda _subject: _("Talk about what the work is worth, and confirm what has come of it"),
    WAIT: lambda _subject: _("Answer the proposals and questions that wait"),
    QUESTIONS: lambda _subject: _("Answer the questions that wait"),
    INSIGHT: lambda _subject: _("Refresh the business context that your side keeps"),
    OPENED: lambda _subject: _("Open again what was agreed"),
    WARNED: lambda _subject: _("Say early what may go wrong, and agree what both sides do about it"),
    PULSE: lambda _subject: _("Talk about where you see it most differently, and agree what you do"),
}


def steps_of_sides(
    steps: Sequence[StepSeen], sides: Sequence[PartySeen]
) -> list[tuple[tuple[PartySeen, ...], StepSeen | None]]:
    """Return who can do what, in the order of the sides: one line where it is the same for all, else a line a side."""
    by_side = {one.party_id: one for one in steps}
    told = {(one.text, one.points) for one in steps}
    if len(told) == 1 and len(by_side) == len(sides):
        return [(tuple(sides), steps[0])]
    return [((side,), by_side.get(side.id)) for side in sides]
