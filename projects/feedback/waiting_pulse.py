"""What waits of a pulse: one's own answer, told to nobody else."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit import formats
from partnership.kit.rounds import Reading
from partnership.kit.spoken import language
from projects.activity.waiting import Waiting
from projects.feedback.links import answer_link
from projects.feedback.queries.rounds import RoundSeen, reading_open_rounds


def waiting_of_pulses(actor: Actor, partnerships: Sequence[PartnershipSeen]) -> Reading[list[Waiting]]:
    """Read the rounds that wait for the actor's own answer now."""
    return waiting_at(actor, partnerships, now=timezone.now())


def waiting_at(
    actor: Actor, partnerships: Sequence[PartnershipSeen], *, now: datetime
) -> Reading[list[Waiting]]:
    """Read what waits at a moment; three queries, however many partnerships."""
    active = [one.id for one in partnerships if one.status == "active"]
    if not active or actor.person_id is None or not actor.may(Right.GIVE_FEEDBACK):
        return []
    rounds = yield from reading_open_rounds(actor, active, now=now)
    return [_waiting(actor, one, now) for one in rounds if one.waits]


def _waiting(actor: Actor, pulse: RoundSeen, now: datetime) -> Waiting:
    last_day = formats.date_long(timezone.localdate(pulse.ends_at), language())
    return Waiting(
        partnership_id=pulse.partnership_id,
        kind="feedback.pulse",
        title=_("How is it going, as you see it?"),
        text=_("A pulse is open until %(day)s. Nobody reads your answer before it is revealed.")
        % {"day": last_day},
        url=reverse("feedback:answer", kwargs={"partnership": pulse.partnership_id, "pulse": pulse.id}),
        action=_("Answer the pulse"),
        since=pulse.opened_on,
        letter_url=answer_link(actor, pulse.id, now=now),
    )
