"""What of a score's facts a reader can't follow: by role, or because its side has closed it since. The points stay."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from projects.health.benefit import MARGIN, VALUE
from projects.health.models import Contribution
from projects.openness.gate import steps_for
from projects.openness.steps import Step, Topic

TOPICS = {MARGIN: Topic.MARGIN, VALUE: Topic.OUTCOME_VALUE}
"""Facts of money stand in tables of their own side: what is behind them is open as far as that side has opened it."""


def closed_to(
    actor: Actor, partnership: PartnershipSeen, rows: Iterable[Contribution], *, today: date
) -> dict[UUID, str]:
    """Return why the reader can't follow them, by the ids of the closed rows; one query where money is among them."""
    money = [row for row in rows if row.part in TOPICS]
    if not money:
        return {}
    if not actor.may(Right.SEE_BOOK):
        return {
            row.id: _("What is behind it stands in the open book, which your role doesn’t read.")
            for row in money
        }
    steps = steps_for(actor, partnership, today=today)
    return {
        row.id: _("Closed to you since it was counted. The points of the week stay.")
        for row in money
        if steps.of(row.party_id, TOPICS[row.part]) == Step.CLOSED
    }
