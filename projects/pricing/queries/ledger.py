"""The benefit ledger of a partnership as one reader may see it: each side's sums and entries, and how even the deal is.

Raw sums live inside `ledger_whole` alone, behind the gate; what leaves it is reduced to the step.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen, PartySeen
from projects.openness.gate import Steps, look, steps_for
from projects.openness.steps import Step, Topic
from projects.pricing.benefit import Light, Verdict, evenness, verdict
from projects.pricing.benefit_shown import Quarter, SumsSeen, evenness_seen
from projects.pricing.ledger import Roles, known_to_all
from projects.pricing.queries.entries import Page, Place, look_at, newest, roles_in
from projects.pricing.queries.entry_records import EntrySeen
from projects.pricing.queries.ledger_whole import Whole
from projects.pricing.queries.outturn import Outturn, in_currency, outturns_in
from projects.pricing.queries.trades import counted


@dataclass(frozen=True, slots=True)
class SideSeen:
    """One side; `sums` is None while what it gains is closed to the reader."""

    side: PartySeen
    topics: tuple[Topic, ...]
    step: Step
    sums: SumsSeen | None
    entries: tuple[EntrySeen, ...] = ()

    @property
    def light(self) -> Light:
        return self.sums.light if self.sums else Light.UNKNOWN


@dataclass(frozen=True, slots=True)
class LedgerSeen:
    """All sides in their order. `evenness` is a number only where every side's ratio is open to every other.

    `left_out` are projects whose price so far is not known, or in another currency: they are not counted.
    """

    currency: str
    sides: tuple[SideSeen, ...]
    verdict: Verdict
    evenness: Decimal | None
    quarters: tuple[tuple[Quarter, Decimal], ...]
    left_out: tuple[str, ...]
    steps: Steps
    older: Place | None = None

    @property
    def closed(self) -> tuple[PartySeen, ...]:
        """The sides of which the reader sees nothing."""
        return tuple(one.side for one in self.sides if one.sums is None)


def ledger_of(
    actor: Actor,
    partnership: PartnershipSeen,
    *,
    today: date,
    now: datetime,
    place: str = "benefit",
    after: Place | None = None,
    limit: int = 40,
) -> LedgerSeen:
    """Return the ledger of all sides as far as each has opened it to the actor; every look is written down.

    `limit` newest entries after a place come along, of all sides together. Raises NotAllowed without the right to see
    the book.
    """
    actor.require(Right.SEE_BOOK, partnership)
    outturns = [in_currency(one, partnership) for one in outturns_in([partnership.id], today=today)]
    known = counted(outturns, partnership.currency)
    looking = _Looking(
        actor,
        partnership,
        roles_in([partnership.id])[partnership.id],
        steps_for(actor, partnership, today=today),
        known,
        now,
        place,
    )
    read = [looking.side(side, after, limit + 1) for side in partnership.parties]
    shown = newest([entry for one in read for entry in one.entries], limit + 1)
    kept = {one.id for one in shown[:limit]}
    sides = tuple(_only(one, kept) for one in read)
    names = {one.project_id for one in known}
    left_out = tuple(one.name for one in outturns if one.has_anything and one.project_id not in names)
    older = (shown[limit - 1].done_on, shown[limit - 1].id) if len(shown) > limit else None
    return _judged(partnership, sides, looking, left_out, older)


def _only(one: SideSeen, kept: set[UUID]) -> SideSeen:
    entries = tuple(entry for entry in one.entries if entry.id in kept)
    return SideSeen(one.side, one.topics, one.step, one.sums, entries)


def _judged(
    partnership: PartnershipSeen,
    sides: tuple[SideSeen, ...],
    looking: "_Looking",
    left_out: tuple[str, ...],
    older: Place | None,
) -> LedgerSeen:
    """Judge what the reader sees: how even it is only where every side is open at least as a light."""
    even = looking.evenness(sides)
    light = even.is_even if all(one.sums for one in sides) else None
    return LedgerSeen(
        currency=partnership.currency,
        sides=sides,
        verdict=verdict([one.light for one in sides], light),
        evenness=even.number,
        quarters=even.quarters,
        left_out=left_out,
        steps=looking.steps,
        older=older,
    )


@dataclass(frozen=True, slots=True)
class Even:
    """`is_even` goes into the light and no further."""

    is_even: Decimal | None = None
    number: Decimal | None = None
    quarters: tuple[tuple[Quarter, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class _Looking:
    """One reader's way through the gate, side by side."""

    actor: Actor
    partnership: PartnershipSeen
    roles: Roles
    steps: Steps
    outturns: Sequence[Outturn]
    now: datetime
    place: str
    ratios: dict[UUID, Decimal | None] = field(default_factory=dict)

    def side(self, side: PartySeen, after: Place | None, limit: int) -> SideSeen:
        """Return a side's sums and newest entries. One look tells both where the side has one topic alone."""
        topics = self.roles.topics(side.id)
        page = Page(self.partnership.id, side.id, self.roles, after, limit)
        whole = Whole(self.partnership, side, self.outturns, self.steps.today)
        alone = topics[0] if len(topics) == 1 else None

        def read(step: Step) -> tuple[SumsSeen, Decimal | None, list[EntrySeen]]:
            sums, ratio = whole.read(step)
            return sums, ratio, page.read(alone, step) if alone else []

        found = look(
            self.actor,
            self.partnership,
            owner=side.id,
            topics=topics,
            read=read,
            today=self.steps.today,
            now=self.now,
            place=self.place,
            steps=self.steps,
        )
        sums, ratio, entries = found or (None, None, [])
        self.ratios[side.id] = ratio
        for topic in () if alone else topics:
            entries += look_at(
                self.actor, self.partnership, page, topic, steps=self.steps, now=self.now, place=self.place
            )
        return SideSeen(side, topics, self.steps.least(side.id, topics), sums, tuple(entries))

    def evenness(self, sides: Sequence[SideSeen]) -> Even:
        """Return how even the deal is. With the own ratio known the number tells the other's: it takes detail of all."""
        ratios = [self.ratios[one.side.id] for one in sides]
        may_number = self._is_open_all_around(sides)
        quarters = _even_quarters(sides) if may_number else ()
        return Even(evenness(ratios), evenness_seen(ratios, may_number=may_number), quarters)

    def _is_open_all_around(self, sides: Sequence[SideSeen]) -> bool:
        ids = [one.id for one in self.partnership.parties]
        return all(
            known_to_all(self.steps.opened, ids, one.side.id, one.topics, Step.DETAIL, today=self.steps.today)
            for one in sides
        ) and all(one.step >= Step.DETAIL for one in sides)


def _even_quarters(sides: Sequence[SideSeen]) -> tuple[tuple[Quarter, Decimal], ...]:
    by_side = [
        {(one.year, one.quarter): one.ratio.exact for one in side.sums.quarters} if side.sums else {}
        for side in sides
    ]
    known = sorted(set.intersection(*(set(one) for one in by_side)) if by_side else ())
    found = [(key, evenness_seen([one[key] for one in by_side], may_number=True)) for key in known]
    return tuple((key, even) for key, even in found if even is not None)
