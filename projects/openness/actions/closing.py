"""Closing a topic again: from now on, by the side that opened it, and never what has been signed already."""

from datetime import datetime

from accounts.access import Right
from accounts.actor import Actor
from partnership.kit.book import record
from projects.openness.models import Grant
from projects.openness.refusals import ClosedAlready, NotBelow, NotLess, OthersTopic
from projects.openness.steps import RULES, SAME, Step, Topic


def close_topic(actor: Actor, *, grant: Grant, step: Step, now: datetime) -> Grant:
    """Withdraw what the own side has opened, wholly or to a lower step, from `now` on; return what is open after it.

    Cost and margin tell each other, so closing one closes the other as far. What was signed stays readable, and the other
    sides are told. Raises OthersTopic, ClosedAlready, NotLess, NotBelow.
    """
    actor.require(Right.KEEP_BOOK, grant)
    topic = Topic(grant.topic)
    if grant.party_id != actor.party_id(grant.partnership_id):
        raise OthersTopic
    if step < RULES[topic].least:
        raise NotBelow
    alike = SAME if topic in SAME else {topic}
    rows = Grant.objects.select_for_update().filter(
        partnership_id=grant.partnership_id,
        party_id=grant.party_id,
        reader_id=grant.reader_id,
        topic__in=[one.value for one in alike],
        ended_at=None,
    )
    held = list(rows.order_by("id"))
    if grant.id not in {one.id for one in held}:
        raise ClosedAlready
    higher = [one for one in held if one.step > step]
    if not higher:
        raise NotLess
    left = {one.id: _lowered(actor, one, step, now) for one in higher}
    _tell(actor, grant, step, now, sorted(one.topic for one in higher))
    return left.get(grant.id, grant)


def _lowered(actor: Actor, row: Grant, step: Step, now: datetime) -> Grant:
    """End a grant, and begin a lower one where something stays open; return whichever holds."""
    row.ended_at, row.ended_by_id, row.is_withdrawn = now, actor.person_id, True
    row.save(update_fields=["ended_at", "ended_by_id", "is_withdrawn"])
    if step == RULES[Topic(row.topic)].start:
        return row
    kept = ("partnership_id", "party_id", "reader_id", "topic", "purpose", "until", "number")
    lower: Grant = Grant.objects.create(
        **{name: getattr(row, name) for name in kept}, step=int(step), opened_at=now
    )
    return lower


def _tell(actor: Actor, grant: Grant, step: Step, now: datetime, topics: list[str]) -> None:
    record(
        actor,
        "openness.closed",
        subject_kind="grant",
        subject_id=grant.id,
        partnership=grant.partnership_id,
        data={"topics": topics, "step": int(step), "reader": str(grant.reader_id)},
        at=now,
    )
