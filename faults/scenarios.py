"""What breaks: each scenario says when it begins, how the post behaves, and what is expected beyond the common rules."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from faults.crew import Crew
from faults.post import YES, Post
from faults.stage import Stage
from faults.tally import Tally
from faults.world import spread

MONDAY = datetime(2026, 11, 23, 6, 15, tzinfo=UTC)
"""A quarter of an hour before the letters open where everybody lives, in Stockholm."""
CLOSED = datetime(2026, 11, 25, 23, 0, tzinfo=UTC)
WAITING = "SELECT count(*) FROM digests_letter WHERE status IN ('claimed', 'sending')"
AN_HOUR = timedelta(hours=1)
Expected = Callable[[Tally], bool]


def all_sent(found: Tally) -> bool:
    return found.sent == found.letters


def none_failed(found: Tally) -> bool:
    return found.sent + found.unknown == found.letters


@dataclass(frozen=True)
class Scenario:
    """`begin` breaks things or tells the post how to; `spend` is how the time is spent; both may be left as they are."""

    name: str
    title: str
    starts: datetime = MONDAY
    begin: Callable[[Stage, Crew, Post], None] = lambda stage, crew, post: None
    spend: Callable[[Crew], None] = lambda crew: let_out(crew)
    expected: Expected = all_sent
    beats: int = 1
    mail_seconds: int = 20


def let_pass(crew: Crew, *, until: datetime, step: timedelta = timedelta(minutes=15)) -> None:
    """Step through time until then."""
    while crew.now < until:
        crew.step(min(step, until - crew.now))


def let_out(crew: Crew) -> None:
    """Step on until no letter waits, at the latest until they close; then half an hour more, in which nothing should come."""
    crew.step()
    while crew.now < CLOSED and crew.stage.asked(WAITING) != [(0,)]:
        crew.step()
    let_pass(crew, until=crew.now + timedelta(minutes=30))


def number_of(address: str) -> int:
    """Return the person's number, from which their lot is drawn."""
    return int("".join(filter(str.isdigit, address.partition("@")[0])))


def at_shares(shares: Iterable[float], people: int, act: Callable[[], None]) -> Callable[[int], None]:
    """Return what acts when these shares of all letters have reached the post."""
    moments = {max(1, round(people * share)) for share in shares}
    return lambda count: act() if count in moments else None


def kill_five_times(stage: Stage, crew: Crew, post: Post) -> None:
    """Three kills while the post has a mail and has not answered yet, two when it has said yes just now."""
    people = _people(stage)
    post.before_answer = at_shares((0.1, 0.5, 0.9), people, crew.kill_worker)
    post.after_answer = at_shares((0.3, 0.7), people, crew.kill_worker)


def flush_twice(stage: Stage, crew: Crew, post: Post) -> None:
    post.before_answer = at_shares((0.2, 0.6), _people(stage), stage.flush_broker)


def restart_twice(stage: Stage, crew: Crew, post: Post) -> None:
    """The post says yes while the database is away."""
    post.before_answer = at_shares((0.2, 0.6), _people(stage), stage.cut_database)


def put_off(stage: Stage, crew: Crew, post: Post) -> None:
    """451 for four of ten: half of those are let in at the third try, the others never."""
    tries: Counter[str] = Counter()

    def answer(address: str) -> str:
        lot = number_of(address) % 10
        tries[address] += 1
        return "451 try again later" if lot < 2 or (lot < 4 and tries[address] < 3) else "250 ok"

    post.at_recipient = answer


def refuse(stage: Stage, crew: Crew, post: Post) -> None:
    """550 for one of ten as a recipient, and for one of ten after the data."""
    post.at_recipient = lambda address: "550 no such user" if number_of(address) % 10 == 0 else "250 ok"
    post.at_data = lambda address: "550 not wanted" if number_of(address) % 10 == 1 else YES


def keep_silent(stage: Stage, crew: Crew, post: Post) -> None:
    post.keeps_silent = lambda address: True


def live_everywhere(stage: Stage, crew: Crew, post: Post) -> None:
    spread(stage.admin.url)


def cross(day: datetime) -> Callable[[Crew], None]:
    """From Saturday evening to Tuesday noon: quarters while clocks are changed in Europe, hours otherwise."""

    def spend(crew: Crew) -> None:
        let_pass(crew, until=day - timedelta(hours=3), step=AN_HOUR)
        let_pass(crew, until=day + timedelta(hours=5))
        let_pass(crew, until=day + timedelta(hours=60), step=AN_HOUR)

    return spend


def without_beat_until_tuesday(crew: Crew) -> None:
    """Sunday noon the beat stops; on Tuesday it is started again."""
    crew.stop_beats()
    crew.set(MONDAY + timedelta(days=1, hours=3))
    crew.start_beats(1)
    let_out(crew)


def _people(stage: Stage) -> int:
    return int(stage.asked("SELECT count(*) FROM accounts_user")[0][0])


OCTOBER, MARCH = datetime(2026, 10, 25, 1, tzinfo=UTC), datetime(2026, 3, 29, 1, tzinfo=UTC)
"""The moments at which the clocks of Europe are changed."""
CROSSING = Scenario("", "", begin=live_everywhere)
SCENARIOS = (
    Scenario("none", "no fault"),
    Scenario("kill", "worker killed with -9 five times", begin=kill_five_times, expected=none_failed),
    Scenario("flush", "Valkey flushed twice", begin=flush_twice),
    Scenario("postgres", "PostgreSQL restarted at once twice", begin=restart_twice, expected=none_failed),
    Scenario("beats", "two beats", beats=2),
    Scenario("451", "451 for 40 % of the recipients", begin=put_off,
             expected=lambda found: (found.sent, found.failed) == (found.letters * 8 // 10, found.letters * 2 // 10)),
    Scenario("550", "550 for 20 % of the recipients", begin=refuse,
             expected=lambda found: (found.sent, found.failed) == (found.letters * 8 // 10, found.letters * 2 // 10)),
    Scenario("silent", "a server that takes mail and never answers", begin=keep_silent, mail_seconds=1,
             expected=lambda found: found.unknown == found.letters),
    replace(CROSSING, name="october", title="the clock crosses 25 October", starts=OCTOBER - timedelta(hours=16),
            spend=cross(OCTOBER)),
    replace(CROSSING, name="march", title="the clock crosses 29 March", starts=MARCH - timedelta(hours=16),
            spend=cross(MARCH)),
    Scenario("tuesday", "beat down from Sunday to Tuesday", starts=MONDAY - timedelta(hours=18),
             spend=without_beat_until_tuesday),
)  # fmt: skip
