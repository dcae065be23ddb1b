"""The open book of a partnership: prices as all know them, costs and margin as far as they are opened to the reader.

Raw costs live inside `_read` alone, behind the gate; pages, files and the API get what the step permits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen, PartySeen
from partnership.kit.errors import NotThere
from projects.openness.gate import Steps, look, steps_for
from projects.openness.steps import Step, Topic, step_in
from projects.pricing.costing import CostSide
from projects.pricing.opened import CostsSeen, Prices, reduced
from projects.pricing.queries.costs import costs_in
from projects.pricing.queries.outturn import Outturn, in_currency, outturns_in

TOPICS = (Topic.COST, Topic.MARGIN)


@dataclass(frozen=True, slots=True)
class AsOpened:
    """The own costs as another side sees them; `costs` is None while they are closed to it."""

    side: PartySeen
    step: Step
    costs: CostsSeen | None


@dataclass(frozen=True, slots=True)
class ProjectBook:
    """A project's price, and its deliverer's costs and margin; `costs` is None where the reader sees none of them.

    `others` stands with the own side's projects alone: what each other side sees of them.
    """

    outturn: Outturn
    deliverer: PartySeen
    commissioner: PartySeen
    step: Step
    costs: CostsSeen | None
    others: tuple[AsOpened, ...] = ()


@dataclass(frozen=True, slots=True)
class BookSeen:
    """All projects by name. Without `may_see` the reader's role reads prices alone, whatever is opened."""

    projects: tuple[ProjectBook, ...]
    may_see: bool
    steps: Steps

    def of(self, owner: UUID) -> Step:
        """Return how far a side's costs and margin are open to the reader."""
        return self.steps.least(owner, TOPICS)


@dataclass(frozen=True, slots=True)
class _Read:
    costs: CostsSeen
    others: tuple[AsOpened, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads the costs of what one side delivers, inside that side's door, and gives on what a step permits."""

    partnership: PartnershipSeen
    side: PartySeen
    outturns: Sequence[Outturn]
    readers: Sequence[tuple[PartySeen, Step]]
    today: date

    def __call__(self, step: Step) -> dict[UUID, _Read]:
        raw = costs_in(
            self.partnership.id,
            party_id=self.side.id,
            organization_id=self.side.organization_id,
            outturns=self.outturns,
            today=self.today,
        )
        return {one.project_id: self._read(raw[one.project_id], _prices(one), step) for one in self.outturns}

    def _read(self, raw: CostSide, prices: Prices, step: Step) -> _Read:
        others = (
            AsOpened(side, its, reduced(raw, prices, step=its) if its else None) for side, its in self.readers
        )
        return _Read(reduced(raw, prices, step=step), tuple(others))


def book_of(
    actor: Actor,
    partnership: PartnershipSeen,
    *,
    today: date,
    now: datetime,
    place: str,
    project_id: UUID | None = None,
) -> BookSeen:
    """Return the book as the actor may see it. Every look at another side's costs is written down under `place`."""
    outturns = [
        in_currency(one, partnership)
        for one in outturns_in([partnership.id], today=today, project_id=project_id)
    ]
    steps = steps_for(actor, partnership, today=today)
    may_see = actor.may(Right.SEE_BOOK)
    read = _all_costs(actor, partnership, outturns, steps, today, now, place) if may_see else {}
    projects = tuple(_project(one, partnership, steps, read.get(one.project_id)) for one in outturns)
    return BookSeen(projects, may_see, steps)


def project_book(
    actor: Actor,
    partnership: PartnershipSeen,
    project_id: UUID,
    *,
    today: date,
    now: datetime,
    place: str,
) -> tuple[BookSeen, ProjectBook]:
    """Return one project of the book; raise NotThere for another partnership's project as for none."""
    book = book_of(actor, partnership, today=today, now=now, place=place, project_id=project_id)
    if not book.projects:
        raise NotThere
    return book, book.projects[0]


def _all_costs(
    actor: Actor,
    partnership: PartnershipSeen,
    outturns: Sequence[Outturn],
    steps: Steps,
    today: date,
    now: datetime,
    place: str,
) -> dict[UUID, _Read]:
    """Look at each side once, at all the projects that it delivers."""
    found: dict[UUID, _Read] = {}
    for side in partnership.parties:
        delivered = [one for one in outturns if one.delivered_by_id == side.id]
        if not delivered:
            continue
        seen = look(
            actor,
            partnership,
            owner=side.id,
            topics=TOPICS,
            read=_Reading(partnership, side, delivered, _readers(actor, partnership, side, steps), today),
            today=today,
            now=now,
            place=place,
            steps=steps,
        )
        found.update(seen or {})
    return found


def _readers(
    actor: Actor, partnership: PartnershipSeen, side: PartySeen, steps: Steps
) -> list[tuple[PartySeen, Step]]:
    """The steps of the other sides, for the own side to see what they see; nobody else is told."""
    if actor.behind is not None or side.id != actor.party_id(partnership.id):
        return []
    others = (one for one in partnership.parties if one.id != side.id)
    return [(one, step_in(steps.opened, side.id, one.id, Topic.MARGIN, today=steps.today)) for one in others]


def _project(outturn: Outturn, partnership: PartnershipSeen, steps: Steps, read: _Read | None) -> ProjectBook:
    deliverer = partnership.party(outturn.delivered_by_id)
    commissioner = partnership.party(outturn.commissioned_by_id)
    if deliverer is None or commissioner is None:
        raise NotThere
    return ProjectBook(
        outturn,
        deliverer,
        commissioner,
        steps.least(deliverer.id, TOPICS),
        read.costs if read else None,
        read.others if read else (),
    )


def _prices(one: Outturn) -> Prices:
    """What all know: now is before a sharing rule, which is settled at the end."""
    return Prices(
        one.currency, one.price_now, one.paid_forecast, one.agreed, one.corridor_low, one.corridor_high
    )
