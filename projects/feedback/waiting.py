"""What waits between the sides: an answer, a person to name, something to agree, and what is due soon."""

from collections.abc import Callable, Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit import formats
from partnership.kit.rounds import Reading
from partnership.kit.spoken import language
from projects.activity.waiting import Waiting
from projects.feedback.queries.joint import SOON
from projects.feedback.queries.open import Open, Sort, reading_open

SHORT = 80


def waiting_between(
    actor: Actor, partnerships: Sequence[PartnershipSeen], *, between: Reading[Sequence[Open]] | None = None
) -> Reading[list[Waiting]]:
    """Read what waits for the actor today; one query, none with what is open `between` the sides, if it is read elsewhere."""
    if not actor.may(Right.GIVE_FEEDBACK):
        return []
    today = timezone.localdate()
    found = yield from between or reading_open(actor, [one.id for one in partnerships], today=today)
    seen = {one.id: one for one in partnerships}
    return [
        TOLD[one.sort](seen[one.partnership_id], one, today)
        for one in found
        if one.partnership_id in seen and _waits(actor, one)
    ]


def _waits(actor: Actor, one: Open) -> bool:
    if one.sort == Sort.WARNING:
        return not one.is_acted_on and one.party_id != actor.party_in(one.partnership_id)
    return one.is_mine if one.sort == Sort.DUE else True


def _turn(partnership: PartnershipSeen, one: Open, today: date) -> Waiting:
    """What was said stays on its page: letters are forwarded."""
    side = partnership.party(one.party_id)
    name = side.name if side and not side.is_own else ""
    return Waiting(
        partnership_id=partnership.id,
        kind="feedback.turn",
        title=_("%(side)s says that something chafes") % {"side": name}
        if name
        else _("Your side has an answer to what chafes"),
        text=_("Answer in a few words, or say that it is settled."),
        url=reverse("feedback:note", kwargs={"partnership": partnership.id, "note": one.id}),
        action=_("Read and answer"),
        since=one.on,
    )


def _warning(partnership: PartnershipSeen, one: Open, today: date) -> Waiting:
    return Waiting(
        partnership_id=partnership.id,
        kind="feedback.warning",
        title=_("Early warning: %(what)s") % {"what": shortened(one.text)},
        text=_("Nothing is agreed yet about what you do. Name a person of each side and a day."),
        url=reverse("feedback:warning", kwargs={"partnership": partnership.id, "warning": one.id}),
        action=_("Agree what you do"),
        since=one.on,
    )


def _unnamed(partnership: PartnershipSeen, one: Open, today: date) -> Waiting:
    return Waiting(
        partnership_id=partnership.id,
        kind="feedback.unnamed",
        title=shortened(one.text),
        text=_("A joint action that nobody of your side sees to yet."),
        url=_action_url(partnership, one),
        action=_("Name a person"),
        since=min(one.on, today),
    )


def _due(partnership: PartnershipSeen, one: Open, today: date) -> Waiting:
    day = formats.date_long(one.on, language())
    said = _("Joint action, due %(day)s.") if one.on >= today else _("Joint action, was due %(day)s.")
    return Waiting(
        partnership_id=partnership.id,
        kind="feedback.due",
        title=shortened(one.text),
        text=said % {"day": day},
        url=_action_url(partnership, one),
        action=_("See to it"),
        since=one.on - SOON,
    )


def shortened(text: str) -> str:
    """Return the beginning of a text on one line."""
    return Truncator(" ".join(text.split())).chars(SHORT)


def _action_url(partnership: PartnershipSeen, one: Open) -> str:
    return reverse("feedback:action", kwargs={"partnership": partnership.id, "action": one.id})


TOLD: dict[Sort, Callable[[PartnershipSeen, Open, date], Waiting]] = {
    Sort.TURN: _turn,
    Sort.WARNING: _warning,
    Sort.UNNAMED: _unnamed,
    Sort.DUE: _due,
}
