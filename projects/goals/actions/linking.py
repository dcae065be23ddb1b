"""A measure that takes its values from a key figure: linked from here, since goals stand above insight.

The values are written as readings in the very transaction in which the figure gets them, so a goal never lags behind and
keeps what it was judged by. All sides see a goal whole; so the figure's side must have opened its key figures to all
of them, at least so far that they see values by day. Closed again, the goal keeps what it has and follows no further.
"""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen, partnership_seen
from partnership.kit.book import record
from partnership.kit.errors import NotAllowed, NotThere, Refused
from partnership.kit.ids import new_id
from projects.goals.models import FigureLink, Goal, MeasureTerms, Reading
from projects.goals.progress import MeasureKind
from projects.insight.figures import counted
from projects.insight.models import Figure
from projects.insight.queries.figures import values_of
from projects.openness.gate import opened_in
from projects.openness.steps import Step, Topic, step_in

from .following import held_goal, measures_of
from .readings import EARLIEST, MeasureNotHere, Origin, ReadingSaid, write_readings

NUMBERED = {MeasureKind.UP, MeasureKind.DOWN, MeasureKind.AT_LEAST, MeasureKind.AT_MOST}
NEEDED = Step.DETAIL


class FigureNotYours(NotAllowed):
    message = _("Each side links its own key figures.")
    code = "figure_not_yours"


class MeasureHasFigure(Refused):
    message = _("This measure follows a key figure already. End that link first.")
    code = "measure_has_figure"
    field = "measure"


class MeasureHasNoNumber(Refused):
    message = _("Steps and yes or no can't follow a key figure: they are no numbers.")
    code = "measure_has_no_number"
    status = 422
    field = "measure"


class UnitsDiffer(Refused):
    code = "units_differ"
    status = 422
    field = "figure"


class FigureNotOpen(Refused):
    message = _(
        "Both sides see the goal, so both must see the figure: open your key figures to the other side at step 3 or more"
        " first, in openness."
    )
    code = "figure_not_open"
    status = 422
    field = "figure"


class LinkNotHere(NotThere):
    code = "link_not_here"


def link_figure(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    goal: Goal,
    measure_id: UUID,
    figure: Figure,
    today: date,
    now: datetime,
) -> FigureLink:
    """Let a measure follow a key figure of the own side's; its values until now come along. Twice is once.

    Raises MeasureNotHere, MeasureHasNoNumber, UnitsDiffer, FigureNotOpen, FigureNotYours, MeasureHasFigure, NotInForce
    and GoalClosed.
    """
    actor.require(Right.CHECK_IN, goal)
    held = held_goal(goal)
    if figure.party_id != actor.party_id(goal.partnership_id):
        raise FigureNotYours
    _require_fit(held, measure_id, figure)
    if not is_open_to_all(partnership, figure.party_id, today=today):
        raise FigureNotOpen
    own = {"partnership_id": goal.partnership_id, "measure_id": measure_id}
    found: FigureLink | None = FigureLink.objects.filter(**own, ended_at=None).first()
    if found is not None:
        if found.figure_id == figure.id:
            return found
        raise MeasureHasFigure
    link: FigureLink = FigureLink.objects.create(
        id=new_id(), **own, figure=figure, party_id=figure.party_id, person_id=actor.person_id, linked_at=now
    )
    _tell(actor, "goals.figure_linked", held, now)
    _bring(actor, held, link, figure, today, now)
    return link


def unlink_figure(actor: Actor, *, goal: Goal, link_id: UUID, now: datetime) -> None:
    """End a link of the own side's: the values stay, and the next ones are written by hand. Twice is once."""
    actor.require(Right.CHECK_IN, goal)
    held = held_goal(goal)
    rows = FigureLink.objects.filter(partnership_id=goal.partnership_id, measure__goal=held, id=link_id)
    link: FigureLink | None = rows.first()
    if link is None:
        raise LinkNotHere
    if link.party_id != actor.party_id(goal.partnership_id):
        raise FigureNotYours
    if link.ended_at is None:
        FigureLink.objects.filter(partnership_id=goal.partnership_id, id=link.id).update(ended_at=now)
        _tell(actor, "goals.figure_unlinked", held, now)


def follow_figure(actor: Actor, figure: Figure, now: datetime) -> None:
    """Bring a figure's new values to the measures that follow it, as far as it is open to all; insight calls this."""
    rows = FigureLink.objects.filter(partnership_id=figure.partnership_id, figure=figure, ended_at=None)
    links = list(rows.select_related("measure__goal").order_by("measure_id"))
    today = now.astimezone(timezone.get_current_timezone()).date()
    if not links or not is_open_to_all(
        partnership_seen(actor, figure.partnership_id), figure.party_id, today=today
    ):
        return
    for link in links:
        if link.measure.goal.status == Goal.Stage.ACTIVE:
            _bring(actor, held_goal(link.measure.goal), link, figure, today, now)


def is_open_to_all(partnership: PartnershipSeen, owner: UUID, *, today: date) -> bool:
    """Whether every other side sees the owner's key figures by day."""
    opened = opened_in(partnership.id)
    others = [one.id for one in partnership.parties if one.id != owner]
    return all(step_in(opened, owner, one, Topic.KEY_FIGURES, today=today) >= NEEDED for one in others)


def _require_fit(goal: Goal, measure_id: UUID, figure: Figure) -> None:
    terms: MeasureTerms | None = next(
        (one for one in measures_of(goal) if one.measure_id == measure_id), None
    )
    if terms is None:
        raise MeasureNotHere(field="measure")
    if terms.measure.kind not in NUMBERED:
        raise MeasureHasNoNumber
    if terms.unit.strip().casefold() != figure.unit.strip().casefold():
        sentence = _(
            "The measure is in “%(measure)s” and the figure in “%(figure)s”. Both need the same unit."
        )
        raise UnitsDiffer(sentence % {"measure": terms.unit, "figure": figure.unit})


def _bring(actor: Actor, goal: Goal, link: FigureLink, figure: Figure, today: date, now: datetime) -> None:
    """Write the figure's values of days for which the measure says another one, or none."""
    rows = Reading.objects.filter(partnership_id=goal.partnership_id, measure_id=link.measure_id)
    said = dict(rows.order_by("recorded_at", "id").values_list("read_on", "value"))
    new = [
        ReadingSaid(link.measure_id, one.value, one.read_on)
        for one in counted(values_of(figure))
        if said.get(one.read_on) != one.value and EARLIEST <= one.read_on <= today
    ]
    if not new:
        return
    write_readings(goal, new, Origin(actor, now, Reading.Source.FIGURE, figure.name[:200]), today=today)
    data = {"values": len(new), "source": Reading.Source.FIGURE.value}
    _tell(actor, "goals.value_recorded", goal, now, data)


def _tell(actor: Actor, kind: str, goal: Goal, now: datetime, data: dict[str, object] | None = None) -> None:
    record(
        actor,
        kind,
        subject_kind="goal",
        subject_id=goal.id,
        partnership=goal.partnership_id,
        data=data,
        at=now,
    )
