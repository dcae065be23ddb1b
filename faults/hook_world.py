"""Run in the portal's own settings by a run of webhooks: `make URL…` makes one for each side, `write COUNT` writes events.

Events are written by several hands at once, in transactions that stay open for a while, so that they are not committed in the
order in which they took their numbers.
"""

import json
import os
import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "faults.settings")
django.setup()

from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.doors import actor_for, entered  # noqa: E402
from accounts.models import User  # noqa: E402
from api.webhooks.actions.endpoints import EndpointSaid, make_endpoint  # noqa: E402
from partnership.kit.book import record  # noqa: E402
from partnership.kit.ids import new_id  # noqa: E402

HANDS, LONGEST_SECONDS = 4, 0.15
OWNERS = ("person0@faults.example", "person2@faults.example")
"""One for each side of the first partnership."""


def make(urls: list[str]) -> None:
    """Make a webhook for each side and print ids and secrets."""
    made = []
    for email, url in zip(OWNERS, urls, strict=True):
        actor = actor_for(User.objects.get(email=email).id)
        said = EndpointSaid("Faults", url, types=("work.*",))
        with entered(actor):
            row, secret = make_endpoint(actor, said=said, now=timezone.now())
        made.append([str(row.id), secret])
    print(json.dumps(made))


def write(count: int) -> None:
    """Write so many events, by several hands."""
    with ThreadPoolExecutor(HANDS) as pool:
        list(pool.map(_hand, [(number, count // HANDS) for number in range(HANDS)]))


def _hand(order: tuple[int, int]) -> None:
    number, count = order
    chance = random.Random(number)
    actor = actor_for(User.objects.get(email=OWNERS[number % len(OWNERS)]).id)
    [partnership] = actor.parties
    for _ in range(count):
        with entered(actor):
            record(
                actor,
                "work.project_changed",
                partnership=partnership,
                subject_kind="project",
                subject_id=new_id(),
                at=timezone.now(),
            )
            time.sleep(chance.uniform(0, LONGEST_SECONDS))
    connections.close_all()


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2:])
    else:
        write(int(sys.argv[2]))
