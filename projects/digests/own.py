"""What one side sees alone, read once for all its people; and what waits for each of them, out of what was read."""

from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from django.utils import timezone

from accounts.actor import Actor
from accounts.doors import entered
from accounts.queries import PartnershipSeen, partnerships_seen
from accounts.reading_as import side_of
from partnership.kit.weeks import Week
from projects.activity.waiting import Provider, Waiting, waiting_for, waiting_names
from projects.agreement.charter_waiting import waiting_for_charter
from projects.agreement.queries.turns import limits_of_many
from projects.agreement.waiting import waiting_in_agreement
from projects.digests.common import Waits, start_of
from projects.feedback.queries.open import open_between
from projects.feedback.waiting import waiting_between
from projects.goals import waiting as goals
from projects.openness import waiting as openness
from projects.openness.queries.looks import looks_between
from projects.work.queries.letters import imports_waiting
from projects.work.waiting import waiting_in_work

PULSE = "feedback.pulse"


class Side:
    """One organization's own rows, and the active partnerships that its door shows."""

    def __init__(self, actor: Actor, person_ids: Sequence[UUID], week: Week) -> None:
        with entered(side_of(actor)) as side:
            self.active = [one for one in partnerships_seen(side) if one.status == "active"]
            if not self.active or actor.organization_id is None:
                return
            ids = [one.id for one in self.active]
            self.looks = looks_between(ids, start=start_of(week), end=start_of(week.next))
            self.imports = imports_waiting(ids, organization_id=actor.organization_id)
            self.limits = limits_of_many(side, person_ids)
            self.between = open_between(side, ids, today=timezone.localdate())


def waiting_of(
    actor: Actor, partnerships: Sequence[PartnershipSeen], side: Side, common: Waits
) -> list[Waiting]:
    """Return what waits for the person, as the pages list it, mostly without another question to the database.

    What only the person sees is asked behind the person's own door: the own answer to a pulse, and whatever a room that is
    not known here has registered.
    """
    instead = _providers(actor, partnerships, side, common)
    if waiting_names() <= instead.keys():
        return waiting_for(actor, partnerships, instead=instead)
    with entered(actor):
        return waiting_for(actor, partnerships, instead=instead)


def _providers(
    actor: Actor, partnerships: Sequence[PartnershipSeen], side: Side, common: Waits
) -> Mapping[str, Provider]:
    seen = {one.id for one in partnerships}
    under_way = [goal for key in seen for goal in common.goals.get(key, ())]
    between = [one.seen_by(actor.person_id) for one in side.between]
    reach = side.limits[actor.person_id] if actor.person_id else None
    found: dict[str, Provider] = {
        "agreement": partial(
            waiting_in_agreement, known=common.unsigned, reach=reach, declined=common.declined
        ),
        "charter": partial(waiting_for_charter, known=common.charters),
        "feedback.between": partial(waiting_between, known=between),
        "goals": partial(goals.waiting_on, today=common.today, under_way=under_way, judging=common.judging),
        "openness": partial(openness.waiting_on, today=common.today, asks=common.asks, grants=common.grants),
        "work": partial(waiting_in_work, imports=side.imports, unagreed=common.unagreed),
    }
    if actor.person_id not in common.asked:
        found[PULSE] = _nothing
    return found


def _nothing(actor: Actor, partnerships: Sequence[PartnershipSeen]) -> list[Waiting]:
    return []
