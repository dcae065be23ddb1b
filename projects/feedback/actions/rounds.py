"""Opening a round by hand, and revealing it once everybody has answered."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from accounts.access import Right
from accounts.actor import Actor
from accounts.models import Membership, Organization
from accounts.queries import PartnershipSeen
from partnership.kit.book import record
from partnership.kit.once import made_before
from projects.feedback.models import JointAction, Round, Seat
from projects.feedback.pulse_refusals import PulseIsOpen
from projects.feedback.queries.owners import ROLES
from projects.feedback.queries.rounds import is_over, newest_round, terms_held
from projects.feedback.questions import action_row
from projects.feedback.rhythm import closes_at, today_of
from projects.feedback.writing import require_lasting

MOST_ACTIONS = 5
"""So many open actions are asked about, those due first: a round is answered in minutes or not at all."""


def open_round(
    actor: Actor, *, partnership: PartnershipSeen, now: datetime, key: UUID | None = None
) -> Round:
    """Ask every side now. Who is asked and what is asked stands still from here on; the same key opens one round.

    Raises PulseIsOpen, also for the later of two in the same second, and PartnershipEnded.
    """
    actor.require(Right.GIVE_FEEDBACK, partnership)
    if found := made_before(Round, partnership.id, key):
        return found
    require_lasting(partnership)
    newest = newest_round(partnership.id)
    if newest and not is_over(newest, now=now):
        raise PulseIsOpen
    row = _new_round(actor, partnership, newest.number + 1 if newest else 1, now, key)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise PulseIsOpen from error
    Seat.objects.bulk_create(_seats(row, partnership))
    record(
        actor,
        "feedback.pulse_opened",
        subject_kind="pulse",
        subject_id=row.id,
        partnership=partnership.id,
        data={"number": row.number},
        at=now,
    )
    return row


def reveal_if_answered(pulse: Round, *, now: datetime) -> bool:
    """Reveal a round that the caller holds locked, if nobody is missing any longer; return whether it did.

    The event names nobody: who came last is nobody's business.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.pulse_is_answered(%s, %s)", [pulse.partnership_id, pulse.id])
        [is_answered] = cursor.fetchone()
    if not is_answered:
        return False
    Round.objects.filter(partnership_id=pulse.partnership_id, id=pulse.id).update(revealed_at=now)
    pulse.revealed_at = now
    record(
        None,
        "feedback.pulse_revealed",
        subject_kind="pulse",
        subject_id=pulse.id,
        partnership=pulse.partnership_id,
        data={"number": pulse.number},
        at=now,
    )
    return True


def with_open_actions(questions: Sequence[dict[str, Any]], actions: Iterable[tuple[UUID, str]]) -> list[Any]:
    """Return what a round asks: the questions in force, and what became of actions that are open, given with their texts."""
    return [*questions, *(action_row(key, text) for key, text in list(actions)[:MOST_ACTIONS])]


def _new_round(
    actor: Actor, partnership: PartnershipSeen, number: int, now: datetime, key: UUID | None
) -> Round:
    held = terms_held(partnership.id)
    organizations = [side.organization_id for side in partnership.parties]
    zones = list(Organization.objects.filter(id__in=organizations).values_list("time_zone", flat=True))
    opened_on = today_of(now, zones)
    due = JointAction.objects.filter(partnership_id=partnership.id, status=JointAction.Status.OPEN)
    row = Round(
        partnership_id=partnership.id,
        number=number,
        questions=with_open_actions(held.questions, due.order_by("due_on", "id").values_list("id", "text")),
        opened_on=opened_on,
        opened_at=now,
        closes_at=closes_at(opened_on, held.days, zones),
        party_id=actor.party_id(partnership.id),
        person_id=actor.person_id,
    )
    row.id = key or row.id
    return row


def _seats(row: Round, partnership: PartnershipSeen) -> list[Seat]:
    sides = {one.organization_id: one.id for one in partnership.parties}
    people = Membership.objects.filter(organization_id__in=list(sides), role__in=ROLES)
    return [
        Seat(
            partnership_id=row.partnership_id,
            round=row,
            party_id=sides[seat.organization_id],
            person_id=seat.user_id,
        )
        for seat in people
    ]
