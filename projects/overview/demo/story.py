"""What the demo's partners have agreed, told through the real actions at their times."""

from datetime import datetime

from projects.health.formula import DEFAULT
from projects.health.weights import KIND, values_of
from projects.overview.demo.between import between_steps
from projects.overview.demo.billing import billing_steps
from projects.overview.demo.book import book_steps
from projects.overview.demo.charters import charter_steps
from projects.overview.demo.goals import goal_steps
from projects.overview.demo.insight import insight_steps
from projects.overview.demo.ledger import ledger_steps
from projects.overview.demo.openness import openness_steps
from projects.overview.demo.people import PARTNERSHIPS
from projects.overview.demo.staging import Step, forward, moment, play, signing
from projects.overview.demo.terms import terms_steps

OTHER_WEIGHTS = {"delivery": "25", "feedback": "10"}
WORD = "Leveransen är det som vi talar om varje vecka. Den får gärna väga lite mer."


def tell_story(*, now: datetime) -> None:
    """Let the demo's people agree, follow up, open their books and look into them; all or nothing."""
    key = PARTNERSHIPS["slipping"][0]
    proposed = {**values_of(DEFAULT), **OTHER_WEIGHTS}
    weights = [
        Step(moment(now, 5, 11), "ada", "slipping", forward(KIND, key, proposed, WORD)),
        Step(moment(now, 5, 13), "ada", "slipping", signing(KIND, key)),
    ]
    agreed = [*charter_steps(now), *terms_steps(now), *goal_steps(now), *weights]
    book = [*openness_steps(now), *book_steps(now), *ledger_steps(now), *billing_steps(now)]
    play([*agreed, *book, *between_steps(now), *insight_steps(now)])
