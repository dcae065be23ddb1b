"""What waits about charters: a first one to be written together, and one whose day to be looked through has come."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit.addresses import path_of
from partnership.kit.rounds import Reading
from projects.activity.waiting import Waiting
from projects.agreement.charter import STEPS
from projects.agreement.queries.charter import CharterState, next_step, reading_charters


def waiting_for_charter(
    actor: Actor,
    partnerships: Sequence[PartnershipSeen],
    *,
    charters: Reading[Mapping[UUID, CharterState]] | None = None,
) -> Reading[list[Waiting]]:
    """Read what waits about charters, the same for every side: three queries, however many partnerships.

    `charters` are the states of these partnerships where they are read elsewhere.
    """
    if not actor.may(Right.PLAN):
        return []
    lasting = [one for one in partnerships if one.status == "active"]
    states = yield from charters or reading_charters([one.id for one in lasting])
    today = timezone.localdate()
    found = [_waiting(one, states[one.id], today) for one in lasting]
    return [one for one in found if one]


def _waiting(partnership: PartnershipSeen, state: CharterState, today: date) -> Waiting | None:
    if state.is_open:
        return None
    if not state.is_in_force:
        return _unwritten(partnership, state)
    if state.review_on and state.review_on <= today:
        return _review(partnership, state.review_on)
    return None


def _unwritten(partnership: PartnershipSeen, state: CharterState) -> Waiting:
    step = next_step(state.drafted or {})
    if step:
        values = {"step": step.number, "steps": len(STEPS), "name": step.name}
        text = _("Write your charter together, step %(step)s of %(steps)s: %(name)s.") % values
        url = _address(partnership, "charter_step", step=step.number)
    else:
        text = _("All five steps are written: read the charter through and propose it.")
        url = _address(partnership, "charter_summary")
    return Waiting(
        partnership_id=partnership.id,
        kind="agreement.charter",
        title=_("Charter"),
        text=text,
        url=url,
        action=_("Go on writing") if state.drafted else _("Begin the charter"),
        since=state.drafted_on,
    )


def _review(partnership: PartnershipSeen, review_on: date) -> Waiting:
    return Waiting(
        partnership_id=partnership.id,
        kind="agreement.charter_review",
        title=_("Charter"),
        text=_("The day has come on which you wanted to look through it again."),
        url=_address(partnership, "charter"),
        action=_("Look through the charter again"),
        since=review_on,
    )


def _address(partnership: PartnershipSeen, name: str, **named: int) -> str:
    return path_of(f"agreement:{name}", partnership=partnership.id, **named)
