"""What one side sees alone, read once for all its people; and what waits for each of them, out of what was read.

A door costs more than most of what lies behind it, and mostly nothing does. So a batch asks first where there is anything at
all (`Places`), past row-level security, and learns ids alone; what it says is read behind the side's or the person's own door.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from django.utils import timezone

from accounts.actor import Actor
from accounts.doors import entered, system_door
from accounts.queries import PartnershipSeen
from accounts.reading_as import side_of
from partnership.kit.rounds import known
from partnership.kit.weeks import Week
from projects.activity.waiting import Provider, Waiting, waiting_for, waiting_names, waiting_places
from projects.agreement.charter_waiting import waiting_for_charter
from projects.agreement.queries.turns import Reach, limits_of_many, no_limit, with_limits
from projects.agreement.waiting import waiting_in_agreement
from projects.digests.common import Waits, start_of, within
from projects.feedback.queries.open import Open, open_between, open_in
from projects.feedback.waiting import waiting_between
from projects.goals import waiting as goals
from projects.insight import waiting as insight
from projects.insight.queries.pages import readers_of_hidden
from projects.openness import waiting as openness
from projects.openness.queries.looks import Looks, looked_in, looks_between
from projects.work.queries.letters import WaitingImport, imports_in, imports_waiting
from projects.work.waiting import waiting_in_work

PULSE = "feedback.pulse"
INSIGHT = "insight"
LOOKS, IMPORTS, OPEN = "own.looks", "own.imports", "own.open"
# What `_providers` answers from what was read already.
READ_HERE = ("agreement", "charter", "feedback.between", "goals", "openness", "work")


@dataclass(frozen=True)
class Places:
    """By name, where there may be something of that name: partnerships, or parties in them; without the name, anywhere."""

    found: Mapping[str, set[UUID]] = field(default_factory=dict)
    with_limits: frozenset[UUID] | None = None
    hidden: tuple[set[UUID], set[UUID]] | None = None

    def may_have(self, name: str, ids: Sequence[UUID]) -> bool:
        """Whether something of that name may be in one of these partnerships, or for one of these parties."""
        return name not in self.found or not self.found[name].isdisjoint(ids)

    def may_limit(self, organization_id: UUID) -> bool:
        """Whether somebody of the organization may have a limit of what they sign."""
        return self.with_limits is None or organization_id in self.with_limits

    def may_hide(self, actor: Actor) -> bool:
        """Whether something in insight may wait for the person that not all sides see."""
        if self.hidden is None:
            return True
        people, organizations = self.hidden
        return actor.person_id in people or actor.organization_id in organizations


def places_of(partnership_ids: Sequence[UUID], organization_ids: Sequence[UUID], week: Week) -> Places:
    """Ask once for a batch where there is anything: ids, and nothing of what it says."""
    span = {"start": start_of(week), "end": start_of(week.next)}
    with system_door("digests.plan"):
        return Places(
            {
                **waiting_places(partnership_ids, but=READ_HERE),
                LOOKS: looked_in(partnership_ids, using="system", **span),
                IMPORTS: imports_in(partnership_ids, using="system"),
                OPEN: open_in(partnership_ids, using="system"),
            },
            frozenset(with_limits(organization_ids, using="system")),
            readers_of_hidden(partnership_ids, today=timezone.localdate(), using="system"),
        )


class Side:
    """One organization's own rows, and the active partnerships that it sits in, as it sees them."""

    def __init__(
        self,
        actor: Actor,
        person_ids: Sequence[UUID],
        *,
        active: Sequence[PartnershipSeen],
        week: Week,
        places: Places,
    ) -> None:
        self.active = active
        self.looks: Mapping[UUID, Sequence[Looks]] = {}
        self.imports: Sequence[WaitingImport] = ()
        self.between: Sequence[Open] = ()
        self.limits: Mapping[UUID, Reach] = dict.fromkeys(person_ids, no_limit())
        reads = self._reads(actor, person_ids, week, places)
        if reads:
            with entered(side_of(actor)) as side:
                for read in reads:
                    read(side)

    def _reads(
        self, actor: Actor, person_ids: Sequence[UUID], week: Week, places: Places
    ) -> list[Callable[[Actor], None]]:
        """What is worth asking behind the side's door."""
        organization_id, ids = actor.organization_id, [one.id for one in self.active]
        if not ids or organization_id is None:
            return []

        def looks(_side: Actor) -> None:
            self.looks = looks_between(ids, start=start_of(week), end=start_of(week.next))

        def imports(_side: Actor) -> None:
            self.imports = imports_waiting(ids, organization_id=organization_id)

        def between(side: Actor) -> None:
            self.between = open_between(side, ids, today=timezone.localdate())

        def limits(side: Actor) -> None:
            self.limits = limits_of_many(side, person_ids)

        found = [
            read
            for name, read in ((LOOKS, looks), (IMPORTS, imports), (OPEN, between))
            if places.may_have(name, ids)
        ]
        return [*found, *([limits] if places.may_limit(organization_id) else [])]


def waiting_of(
    actor: Actor, partnerships: Sequence[PartnershipSeen], side: Side, common: Waits, places: Places
) -> list[Waiting]:
    """Return what waits for the person, as the pages list it, mostly without another question to the database.

    What only the person sees is asked behind the person's own door: the own answer to a pulse, and whatever a room that is
    not known here has registered, as far as it may have something there.
    """
    instead = _providers(actor, partnerships, side, common)
    if not places.may_hide(actor):
        instead[INSIGHT] = partial(insight.waiting_on, today=common.today, turns=known(common.turns))
    ids = [*(one.id for one in partnerships), *(one.own_party.id for one in partnerships)]
    for name in waiting_names() - instead.keys():
        if not places.may_have(name, ids):
            instead[name] = _nothing
    if waiting_names() <= instead.keys():
        return waiting_for(actor, partnerships, instead=instead)
    with entered(actor):
        return waiting_for(actor, partnerships, instead=instead)


def _providers(
    actor: Actor, partnerships: Sequence[PartnershipSeen], side: Side, common: Waits
) -> dict[str, Provider]:
    ids = [one.id for one in partnerships]
    between = [one.seen_by(actor.person_id) for one in side.between]
    reach = side.limits[actor.person_id] if actor.person_id else None
    found: dict[str, Provider] = {
        "agreement": partial(
            waiting_in_agreement,
            versions=known(within(common.unsigned, ids)),
            reach=known(reach) if reach else None,
            declined=known(within(common.declined, ids)),
        ),
        "charter": partial(waiting_for_charter, charters=known(common.charters)),
        "feedback.between": partial(waiting_between, between=known(between)),
        "goals": partial(
            goals.waiting_on,
            today=common.today,
            under_way=known(within(common.goals, ids)),
            judging=common.judging,
        ),
        "openness": partial(
            openness.waiting_on,
            today=common.today,
            asks=known(within(common.asks, ids)),
            grants=known(within(common.grants, ids)),
        ),
        "work": partial(
            waiting_in_work, imports=known(side.imports), unagreed=known(within(common.unagreed, ids))
        ),
    }
    if actor.person_id not in common.asked:
        found[PULSE] = _nothing
    return found


def _nothing(actor: Actor, partnerships: Sequence[PartnershipSeen]) -> list[Waiting]:
    return []
