"""Goals in short, for the home of a partnership."""

from dataclasses import dataclass
from datetime import date

from accounts.queries import PartnershipSeen
from projects.agreement.queries.seen import open_versions
from projects.goals.progress import FROM_WORST
from projects.goals.showing import GoalShown, shown

from .seen import goals_on_page

MOST = 3


@dataclass(frozen=True)
class HomeGoals:
    """The goals under way that need somebody most; `count` is of all under way, `proposed` of those not yet signed."""

    goals: tuple[GoalShown, ...]
    count: int
    proposed: int


def goals_on_home(partnership: PartnershipSeen, today: date) -> HomeGoals:
    """Return the goals that the home shows, the worst first; as many queries with one goal as with thirty."""
    known = [one for root in goals_on_page(partnership.id, as_of=today) for one in root.walk()]
    under_way = [one for one in known if not one.closed_on]
    names = {one.id for one in known}
    open_ = open_versions([partnership.id], "goal")
    worst = {pace: place for place, pace in enumerate(FROM_WORST)}
    order = sorted(under_way, key=lambda one: (worst.get(one.pace, 9) if one.pace else 9, one.name))
    return HomeGoals(
        tuple(shown(one, partnership, open_=open_) for one in order[:MOST]),
        len(under_way),
        sum(one.subject_id not in names for one in open_),
    )
