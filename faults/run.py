"""One scenario from a fresh database to what came of it, and what staff can still settle afterwards."""

import time
from contextlib import ExitStack
from dataclasses import dataclass

from faults import clock
from faults.crew import Crew
from faults.post import Post, post_office
from faults.scenarios import Scenario
from faults.stage import Stage
from faults.tally import Tally, tally


@dataclass(frozen=True)
class Outcome:
    """What a scenario came to, and how the letters stand after staff settled the unknown ones."""

    name: str
    title: str
    found: Tally
    settled: Tally
    is_ok: bool
    seconds: float


def run(scenario: Scenario, stage: Stage) -> Outcome:
    """Run one scenario."""
    began = time.monotonic()
    stage.fresh()
    with ExitStack() as stack:
        post = stack.enter_context(post_office(Post(log=stage.places.data / f"{scenario.name}.mail.log")))
        crew = Crew(stage, scenario.starts, _env(scenario, stage, post))
        stack.callback(crew.stop)
        clock.move(stage.clock, to=scenario.starts)
        scenario.begin(stage, crew, post)
        crew.tend()
        crew.start_beats(scenario.beats)
        scenario.spend(crew)
        found = tally(stage, post)
        settled = settle(crew, post) if found.unknown else found
    is_ok = found.is_sound and scenario.expected(found) and settled.is_sound and settled.unknown == 0
    return Outcome(scenario.name, scenario.title, found, settled, is_ok, time.monotonic() - began)


def settle(crew: Crew, post: Post) -> Tally:
    """Settle as staff would: what stands in the mail server's log was sent, what does not is sent again."""
    stage = crew.stage
    post.keeps_silent = lambda address: False
    assert post.log
    stage.manage("settle_letters", "--log", str(post.log))
    for (message_id,) in stage.asked("SELECT message_id FROM digests_letter WHERE status = 'unknown'"):
        stage.manage("settle_letters", "--again", message_id)
    crew.step()
    return tally(stage, post)


def _env(scenario: Scenario, stage: Stage, post: Post) -> dict[str, str]:
    patience = {"FAULTS_EMAIL_TIMEOUT": str(scenario.mail_seconds), "EMAIL_PORT": str(post.port)}
    return {**stage.env, **patience}
