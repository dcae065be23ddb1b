"""Weekly letters from claim to mark, by the portal's own task, against sending ready-made bytes and against one at a time."""

import os
import sys
import time
from collections.abc import Callable
from uuid import UUID

from django.conf import settings

from bench.cost import Cost, cost_of, interleaved, ratio
from bench.letters import A_PARTNERSHIP, NOW, forget_letters, grow_readers, sent_letters
from bench.peers.letters import ready_made, send_alone, send_bytes
from bench.stage import Stage
from bench.table import Row, at_least, say
from partnership.kit.wire import SmtpBackend
from partnership.launch.places import CHECKOUT
from partnership.launch.ports import free_port
from partnership.launch.processes import start
from projects.digests.tasks import plan, send_all

PARTNERSHIPS, ALONE, ROUNDS = 125, 40, 3
LETTERS = PARTNERSHIPS * A_PARTNERSHIP


def measure(stage: Stage) -> list[Row]:
    """Let each way send in turn. The CPU of the mail server, the same for all, counts with the sender's."""
    grow_readers(PARTNERSHIPS)
    _open_post(stage)
    ready = ready_made(plan(now=NOW), now=NOW)
    send_bytes(ready)
    _portal(stage)
    say("  sending in turn")
    costs = interleaved(
        {
            "ready-made bytes": lambda: _cost(stage, len(ready), lambda: send_bytes(ready)),
            "portal": lambda: _portal(stage),
            "one at a time": lambda: _alone(stage),
        },
        rounds=ROUNDS,
    )
    about = "; ".join(f"{name} {cost.told()}, {1 / cost.clock:.0f}/s" for name, cost in costs.items())
    share = ratio(costs, "ready-made bytes", "portal")
    return [
        at_least(
            "letters from claim to mark, share of the speed of ready-made bytes", share, 0.25, about=about
        ),
        at_least("letters, speed against one at a time", ratio(costs, "one at a time", "portal"), 10),
    ]


def _open_post(stage: Stage) -> None:
    """Start the mail server and have all mail go there."""
    port = free_port()
    command = [sys.executable, "-m", "bench.peers.post", str(port)]
    child = start("post", command, log=stage.places.log("post"), env=dict(os.environ), folder=CHECKOUT)
    stage.stack.callback(child.stop)
    settings.EMAIL_BACKEND = f"{SmtpBackend.__module__}.{SmtpBackend.__qualname__}"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    for _try in range(100):
        line = SmtpBackend()
        try:
            line.open()
        except OSError:
            child.check()
            time.sleep(0.1)
        else:
            line.close()
            return
    raise RuntimeError(f"The mail server does not answer: {child.log}")


def _portal(stage: Stage) -> Cost:
    """Claim everybody's letter and send all, as the worker's task does."""
    forget_letters()

    def work() -> None:
        send_all(plan(now=NOW), now=NOW)

    cost = _cost(stage, LETTERS, work)
    if sent_letters() != LETTERS:
        raise RuntimeError(f"Only {sent_letters()} of {LETTERS} letters were sent")
    return cost


def _alone(stage: Stage) -> Cost:
    forget_letters()
    # Spread over all, for both languages' readers.
    ids: list[UUID] = sorted(plan(now=NOW))[:: LETTERS // ALONE][:ALONE]
    return _cost(stage, ALONE, lambda: [send_alone(one, now=NOW) for one in ids])


def _cost(stage: Stage, count: int, work: Callable[[], object]) -> Cost:
    return cost_of(work, program=os.getpid(), database=stage.database).per(count)
