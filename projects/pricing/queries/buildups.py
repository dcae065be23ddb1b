"""A price sheet's build-up as the reader may see it: through the gate for what it costs the side that delivers."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from projects.openness.gate import Steps, look
from projects.openness.steps import Step, Topic
from projects.pricing.buildup import BuildUp, build_up
from projects.pricing.buildup_shown import BuildUpSeen, shown_build_up
from projects.pricing.linecosts import LineCostSeen, direct_costs
from projects.pricing.queries.sheets import line_costs
from projects.pricing.sheet import SheetTerms

TOPICS = (Topic.COST, Topic.MARGIN)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Counts the costs of one version inside its owner's door, and gives on what a step permits."""

    partnership_id: UUID
    terms: SheetTerms
    number: int

    def __call__(self, step: Step) -> BuildUpSeen:
        found = line_costs(self.partnership_id, self.terms.project_id, self.number)
        return shown_build_up(built(self.terms, found, number=self.number), self.terms, step=step)


def built(terms: SheetTerms, found: dict[str, LineCostSeen], *, number: int) -> BuildUp:
    """Return the build-up of a version with the own costs that were stated for it. Raw: only `shown_build_up` goes on."""
    costs = direct_costs(terms.lines, found, number=number, currency=terms.currency)
    return build_up(
        terms.lines,
        currency=terms.currency,
        costs=costs,
        key=terms.overhead_key,
        vat_percent=terms.vat,
        price=terms.whole,
    )


def prices_alone(terms: SheetTerms) -> BuildUpSeen:
    """Return the build-up without any cost: what every role of every side reads."""
    return shown_build_up(built(terms, {}, number=0), terms, step=Step.CLOSED)


def build_up_for(
    actor: Actor,
    partnership: PartnershipSeen,
    *,
    terms: SheetTerms,
    number: int,
    owner: UUID,
    today: date,
    now: datetime,
    place: str,
    steps: Steps | None = None,
) -> BuildUpSeen:
    """Return a signed sheet's build-up as the actor may see it; `owner` is the party that delivers.

    Every look at another side's costs is written down under `place`. Who may not see the book reads the prices alone.
    """
    if not actor.may(Right.SEE_BOOK):
        return prices_alone(terms)
    seen = look(
        actor,
        partnership,
        owner=owner,
        topics=TOPICS,
        read=_Reading(partnership.id, terms, number),
        today=today,
        now=now,
        place=place,
        steps=steps,
    )
    return seen or prices_alone(terms)
