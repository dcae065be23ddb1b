"""What waits in the benefit ledger: the own side's word on what another side wrote, as far as that is opened.

No amount and no text of an entry stands here: home pages and letters carry it.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen, PartySeen
from partnership.kit.rounds import Reading
from projects.activity.waiting import Waiting
from projects.pricing.queries.posted import PostedSeen, places_unanswered, reading_unanswered


def waiting_in_ledger(actor: Actor, partnerships: Sequence[PartnershipSeen]) -> Reading[list[Waiting]]:
    """Read what waits for the actor in these partnerships today."""
    return waiting_on(actor, partnerships, today=timezone.localdate())


def waiting_on(
    actor: Actor, partnerships: Sequence[PartnershipSeen], *, today: date
) -> Reading[list[Waiting]]:
    """Read a line for each side that waits for a word, for those who keep the book; two statements in all."""
    active = [one for one in partnerships if one.status == "active"]
    if not active or not actor.may(Right.KEEP_BOOK):
        return []
    by_side: dict[tuple[UUID, UUID], list[PostedSeen]] = {}
    for one in (yield from reading_unanswered(actor, active, today=today)):
        if actor.party_in(one.partnership_id) in one.waits_for:
            by_side.setdefault((one.partnership_id, one.party_id), []).append(one)
    known = {one.id: one for one in active}
    return [_waiting(known[key].party(side), some) for (key, side), some in by_side.items()]


def waiting_places(partnership_ids: Sequence[UUID]) -> set[UUID]:
    """Return where an entry has no word on it yet; one query, in a sweep's door."""
    return places_unanswered(partnership_ids, using="system")


def _waiting(side: PartySeen | None, some: Sequence[PostedSeen]) -> Waiting:
    first = some[0]
    title = ngettext(
        "%(side)s has written down something in the benefit ledger",
        "%(side)s has written down %(count)s things in the benefit ledger",
        len(some),
    )
    return Waiting(
        partnership_id=first.partnership_id,
        kind="pricing.entry_unanswered",
        title=title % {"side": side.name if side else "", "count": len(some)},
        text=_("It counts when your side sees it so too."),
        url=_address(some),
        action=_("Read and answer"),
        since=timezone.localdate(first.posted_at),
    )


def _address(some: Sequence[PostedSeen]) -> str:
    ids = {"partnership": some[0].partnership_id}
    if len(some) == 1:
        return reverse("pricing:benefit_entry", kwargs={**ids, "benefit_entry": some[0].entry_id})
    return f"{reverse('pricing:benefit', kwargs=ids)}#waiting"
