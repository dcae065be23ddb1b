"""Goals in short, for the home of a partnership."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.queries import PartnershipSeen
from projects.agreement.queries.records import VersionSeen
from projects.goals.progress import FROM_WORST
from projects.goals.showing import GoalShown, shown

from .records import GoalSeen

KIND = "goal"
MOST = 3


@dataclass(frozen=True)
class HomeGoals:
    """The goals under way that need somebody most; `count` is of all under way, `proposed` of those not yet signed."""

    goals: tuple[GoalShown, ...]
    count: int
    proposed: int


def home_goals(
    partnership: PartnershipSeen, roots: Sequence[GoalSeen], open_versions: Sequence[VersionSeen]
) -> HomeGoals:
    """Return the goals that the home shows, the worst first, out of those of its day and of what waits for signatures."""
    known = [one for root in roots for one in root.walk()]
    under_way = [one for one in known if not one.closed_on]
    names = {one.id for one in known}
    open_ = [one for one in open_versions if one.kind == KIND]
    worst = {pace: place for place, pace in enumerate(FROM_WORST)}
    order = sorted(under_way, key=lambda one: (worst.get(one.pace, 9) if one.pace else 9, one.name))
    return HomeGoals(
        tuple(shown(one, partnership, open_=open_) for one in order[:MOST]),
        len(under_way),
        sum(one.subject_id not in names for one in open_),
    )
