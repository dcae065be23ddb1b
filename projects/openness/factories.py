"""What is open, for tests and the demo: rows as if signed, and tables that go through the same actions as a form."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.actor import Actor
from accounts.doors import entered
from accounts.queries import partnership_seen
from projects.agreement.factories import signed
from projects.agreement.models import Version
from projects.agreement.queries.seen import newest_number
from projects.openness.actions.proposing import propose_openness
from projects.openness.models import Grant
from projects.openness.steps import Step, Topic
from projects.openness.terms import KIND, OpennessTerms, Row

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FAR = date(2099, 12, 31)
PURPOSE = "So that both plan alike"


def granted(partnership_id: UUID, party: UUID, reader: UUID, topic: Topic, step: Step, **said: Any) -> Grant:
    """Open a topic as if every side had signed it."""
    values = {"purpose": PURPOSE, "until": FAR, "number": 1, "opened_at": timezone.now()}
    return Grant.objects.create(
        partnership_id=partnership_id,
        party_id=party,
        reader_id=reader,
        topic=topic,
        step=step,
        **{**values, **said},
    )


def row(
    party: UUID, reader: UUID, topic: Topic, step: int, *, until: date | None = FAR, purpose: str = PURPOSE
) -> Row:
    """Return a row of the table that every side could sign."""
    return Row(party, reader, topic, Step(step), purpose, until)


def table_proposed(
    actor: Actor, partnership_id: UUID, *rows: Row, exception: str = "", now: datetime = NOW, word: str = ""
) -> Version:
    """Put the table forward as the actor."""
    with entered(actor, partnership_id=partnership_id):
        return propose_openness(
            actor,
            partnership=partnership_seen(actor, partnership_id),
            terms=OpennessTerms(rows, exception),
            seen=newest_number(partnership_id, KIND, partnership_id),
            word=word,
            now=now,
        )


def table_agreed(
    actors: Iterable[Actor], partnership_id: UUID, *rows: Row, exception: str = "", now: datetime = NOW
) -> Version:
    """Put the table forward as the first actor and sign it as every one of them: it holds from `now` on."""
    people = list(actors)
    version = table_proposed(people[0], partnership_id, *rows, exception=exception, now=now)
    for actor in people:
        version = signed(actor, version, now=now)
    return version
