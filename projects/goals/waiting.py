"""What waits in goals: this week's check-in, a talk where confidences are apart, and judging a goal whose time is up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit.rounds import Reading, read, together
from partnership.kit.weeks import Week
from projects.activity.waiting import Waiting
from projects.goals.queries.records import GoalSeen
from projects.goals.queries.scored import reading_open_results, reading_scored
from projects.goals.queries.seen import reading_under_way

Words = str | Promise


def waiting_in_goals(actor: Actor, partnerships: Sequence[PartnershipSeen]) -> Reading[list[Waiting]]:
    """Read what waits for the actor in these partnerships today."""
    return waiting_on(actor, partnerships, today=timezone.localdate())


def waiting_on(
    actor: Actor,
    partnerships: Sequence[PartnershipSeen],
    *,
    today: date,
    under_way: Reading[Sequence[GoalSeen]] | None = None,
    judging: "Judging | None" = None,
) -> Reading[list[Waiting]]:
    """Read what waits on a day: the same few queries, however many partnerships and goals there are.

    A check-in waits for everybody of the side who may give it; for the goal's owner it comes first. `under_way` are
    the goals under way in these partnerships where they are read elsewhere; `judging` what is known of those over.
    """
    active = [one.id for one in partnerships if one.status == "active"]
    if not active or not actor.may(Right.CHECK_IN):
        return []
    goals = yield from under_way or _under_way(active, today)
    judged = judging or (yield from reading_judging(active, goals))
    return [one for goal in goals for one in _of_goal(actor, goal, judged)]


def _under_way(partnership_ids: Sequence[UUID], today: date) -> Reading[list[GoalSeen]]:
    found = yield from reading_under_way(partnership_ids, as_of=today)
    return [goal for several in found.values() for goal in several]


def judging_of(partnership_ids: Sequence[UUID], goals: Sequence[GoalSeen]) -> "Judging | None":
    """Return what is known of the goals whose time is up; one statement, none when there are none."""
    return read(reading_judging(partnership_ids, goals))


def reading_judging(partnership_ids: Sequence[UUID], goals: Sequence[GoalSeen]) -> "Reading[Judging | None]":
    """Read the same beside what else a page asks."""
    over = [goal.id for goal in goals if goal.is_over]
    if not over:
        return None
    return Judging(
        *(
            yield from together(
                reading_scored(partnership_ids, over), reading_open_results(partnership_ids, over)
            )
        )
    )


@dataclass(frozen=True)
class Judging:
    """Which of the goals whose time is up wait for a side, and for what."""

    scored: Mapping[UUID, set[UUID | None]]
    proposed: set[UUID]

    def waits(self, actor: Actor, goal: GoalSeen) -> Waiting | None:
        scored = self.scored.get(goal.id, set())
        if actor.party_in(goal.partnership_id) not in scored:
            text = _("Its last day has come: how did it go?")
            return _waiting(goal, "goals.score", text, _("Score it"), "score", since=goal.ends_on)
        if scored >= {side.party_id for side in goal.sides} and goal.id not in self.proposed:
            text = _("Every side has scored: agree on the outcome and what you learned.")
            return _waiting(
                goal, "goals.result", text, _("Agree on the outcome"), "result", since=goal.ends_on
            )
        return None


def _of_goal(actor: Actor, goal: GoalSeen, judged: Judging | None) -> Iterator[Waiting]:
    own = actor.party_in(goal.partnership_id)
    if goal.is_over and judged:
        if waits := judged.waits(actor, goal):
            yield waits
        return
    if own in goal.missing:
        yield _check_in(goal, is_owner=_is_owner(actor, goal))
    if goal.is_apart:
        text = _("The sides' confidence is far apart. Talk about what each of you sees.")
        yield _waiting(goal, "goals.apart", text, _("See both sides"), "goal")


def _is_owner(actor: Actor, goal: GoalSeen) -> bool:
    side = goal.side(actor.party_in(goal.partnership_id))
    return side is not None and side.owner_id == actor.person_id


def _check_in(goal: GoalSeen, *, is_owner: bool) -> Waiting:
    monday = max(Week.of(goal.as_of).monday, goal.starts_on)
    text = _("You own this goal: how is it going this week?") if is_owner else _("How is it going this week?")
    # What has no day comes last: the owner is asked first, a colleague can step in.
    since = monday if is_owner else None
    return _waiting(goal, "goals.check_in", text, _("Check in"), "check_in", since=since)


def _waiting(
    goal: GoalSeen, kind: str, text: Words, action: Words, page: str, *, since: date | None = None
) -> Waiting:
    return Waiting(
        partnership_id=goal.partnership_id,
        kind=kind,
        title=goal.name,
        text=text,
        url=reverse(f"goals:{page}", kwargs={"partnership": goal.partnership_id, "goal": goal.id}),
        action=action,
        since=since,
    )
