"""A run of webhooks: receivers that refuse, lose answers and are away for an hour, while the worker is killed again and again."""

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from faults import clock
from faults.crew import Crew
from faults.receiver import Receiver, Reply, receiving
from faults.stage import Stage
from partnership.launch.places import CHECKOUT

NAME, TITLE = "webhooks", "15 % answered 503, 5 % of answers lost, worker killed eight times, an hour down"
REFUSED, LOST = 0.15, 0.05
KILLS = tuple(share / 100 for share in (4, 12, 20, 30, 45, 60, 75, 90))
DOWN_AT, DOWN_FOR = 0.5, timedelta(hours=1)
PATIENCE_SECONDS = 1500
A_GLANCE = 0.2
BOOK = "SELECT id::text FROM activity_event WHERE kind LIKE 'work.%' ORDER BY xid, seq"
NEXT = "SELECT min(next_at) FROM webhooks_endpoint WHERE status = 'active' AND failing_since IS NOT NULL"
BUSY = "SELECT count(*) FROM webhooks_endpoint WHERE claimed_until IS NOT NULL"


@dataclass(frozen=True)
class Found:
    """What came of the messages: of `events` each side was to get one each, in the order of the book."""

    events: int
    got: int
    lost: int
    out_of_order: int
    twice: int
    unsigned: int
    kills: int
    seconds: float

    @property
    def is_ok(self) -> bool:
        return not (self.lost or self.out_of_order or self.unsigned) and self.got == 2 * self.events


def run_webhooks(stage: Stage, *, events: int) -> Found:
    """Write the events, break things, and count what the receivers have."""
    began, kills = time.monotonic(), 0
    stage.fresh()
    crew = Crew(stage, datetime.now(tz=UTC), {**stage.env, "EMAIL_PORT": "9"})
    clock.move(stage.clock, to=crew.now)

    def kill() -> None:
        nonlocal kills
        kills += 1
        crew.kill_worker()

    sides = [Receiver(checks_time=False, reply=_moody(number)) for number in (1, 2)]
    moments = [max(1, round(events * share)) for share in KILLS]
    sides[0].reply = _killing(sides[0].reply, moments, kill)
    with ExitStack() as stack:
        stack.callback(crew.stop)
        up = [stack.enter_context(ExitStack()) for _side in sides]
        for side, holds in zip(sides, up, strict=True):
            holds.enter_context(receiving(side))
        made = json.loads(stage.module("faults.hook_world", "make", *(side.url for side in sides)))
        for side, (_key, secret) in zip(sides, made, strict=True):
            side.secret = secret
        crew.tend()
        crew.start_beats(1)
        writer = _writing(stage, events)
        stack.callback(writer.kill)
        _until(crew, lambda: min(len(side.firsts()) for side in sides) >= events * DOWN_AT)
        _be_down(crew, up)
        for side, holds in zip(sides, up, strict=True):
            holds.enter_context(receiving(side))
        _until(crew, lambda: writer.poll() is not None and all(len(one.firsts()) >= events for one in sides))
    return _count(stage, sides, kills, time.monotonic() - began)


def _moody(seed: int) -> Callable[[int], Reply]:
    """Refuse some and lose the answer to others, the same in each run."""
    chance = random.Random(seed)

    def reply(count: int) -> Reply:
        mood = chance.random()
        return Reply(503) if mood < REFUSED else Reply(is_lost=mood < REFUSED + LOST)

    return reply


def _killing(
    reply: Callable[[int], Reply], moments: list[int], kill: Callable[[], None]
) -> Callable[[int], Reply]:
    """Kill the worker while it waits for the answer to the n-th request."""

    def answer(count: int) -> Reply:
        if moments and count >= moments[0]:
            moments.pop(0)
            kill()
        return reply(count)

    return answer


def _be_down(crew: Crew, up: list[ExitStack]) -> None:
    """Nobody listens for an hour, of which the portal sees every five minutes."""
    for holds in up:
        holds.close()
    back = crew.now + DOWN_FOR
    while crew.now < back:
        _rest(crew)
        crew.set(crew.now + timedelta(minutes=5))


def _until(crew: Crew, holds: Callable[[], bool]) -> None:
    """Wait until it holds; where all receivers are waited for, let time jump to the next try."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        if time.monotonic() > deadline:
            return
        crew.tend()
        time.sleep(A_GLANCE)
        [(due,)] = crew.stage.asked(NEXT)
        now = clock.now_by(crew.stage.clock)
        if due and due > now and crew.stage.asked(BUSY) == [(0,)]:
            crew.set(due)


def _rest(crew: Crew) -> None:
    """A few seconds in which the sweep may ring."""
    until = time.monotonic() + 7
    while time.monotonic() < until:
        crew.tend()
        time.sleep(A_GLANCE)


def _writing(stage: Stage, events: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "faults.hook_world", "write", str(events)]
    log = stage.places.log("writer").open("wb")
    return subprocess.Popen(command, env=stage.env, cwd=CHECKOUT, stdout=log, stderr=log)


def _count(stage: Stage, sides: list[Receiver], kills: int, seconds: float) -> Found:
    book = [key for (key,) in stage.asked(BOOK)]
    place = {key: number for number, key in enumerate(book)}
    firsts = [side.firsts() for side in sides]
    places = [[place[one] for one in got if one in place] for got in firsts]
    return Found(
        events=len(book),
        got=sum(map(len, firsts)),
        lost=sum(len(set(book) - set(got)) for got in firsts),
        out_of_order=sum(b < a for got in places for a, b in pairwise(got)),
        twice=sum(sum(one.is_yes for one in side.taken) - len(side.firsts()) for side in sides),
        unsigned=sum(side.unsigned for side in sides),
        kills=kills,
        seconds=seconds,
    )
