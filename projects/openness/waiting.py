"""What waits in openness: questions to the own side, and what ends soon unless it is signed anew."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit import formats
from partnership.kit.rounds import Reading, together
from partnership.kit.spoken import language
from projects.activity.waiting import Waiting
from projects.openness.models import Ask, Grant
from projects.openness.queries.asks import reading_open_asks
from projects.openness.queries.grants import grants_ending, reading_ending
from projects.openness.words import topic_label

SOON = timedelta(days=14)


def waiting_in_openness(actor: Actor, partnerships: Sequence[PartnershipSeen]) -> Reading[list[Waiting]]:
    """Read what waits for the actor in these partnerships today."""
    return waiting_on(actor, partnerships, today=timezone.localdate())


def waiting_on(
    actor: Actor,
    partnerships: Sequence[PartnershipSeen],
    *,
    today: date,
    asks: Reading[Sequence[Ask]] | None = None,
    grants: Reading[Sequence[Grant]] | None = None,
) -> Reading[list[Waiting]]:
    """Read what waits on a day, for those who keep the book; two queries, however many partnerships.

    `asks` and `grants` are the open questions of these partnerships and what ends soon, where they are read elsewhere.
    """
    active = [one.id for one in partnerships if one.status == "active"]
    if not active or not actor.may(Right.KEEP_BOOK):
        return []
    found, ends = yield from together(
        asks or reading_open_asks(active), grants or reading_ending(active, first=today, last=today + SOON)
    )
    asked = [
        one
        for one in found
        if one.partnership_id in active and one.owner_id == actor.party_in(one.partnership_id)
    ]
    ending: dict[tuple[UUID, date], list[Grant]] = {}
    for one in ends:
        if one.partnership_id in active and actor.party_in(one.partnership_id) in (
            one.party_id,
            one.reader_id,
        ):
            ending.setdefault((one.partnership_id, one.until), []).append(one)
    return [
        *(_question(one) for one in asked),
        *(_ending(partnership, until, some) for (partnership, until), some in ending.items()),
    ]


def ending_soon(partnership_ids: Sequence[UUID], *, today: date) -> list[Grant]:
    """Return what is open in these partnerships and closes by itself soon."""
    return grants_ending(partnership_ids, first=today, last=today + SOON)


def _question(row: Ask) -> Waiting:
    values = {"side": row.party.organization.name, "topic": topic_label(row.topic)}
    return Waiting(
        partnership_id=row.partnership_id,
        kind="openness.asked",
        title=_("%(side)s asks to see more: %(topic)s") % values,
        text=_("Say yes or no, and why. A yes becomes a proposal that every side signs."),
        url=reverse("openness:answer", kwargs={"partnership": row.partnership_id, "ask": row.id}),
        action=_("Answer it"),
        since=timezone.localdate(row.asked_at),
    )


def _ending(partnership_id: UUID, until: date, some: Sequence[Grant]) -> Waiting:
    topics = sorted({topic_label(one.topic) for one in some})
    sentence = ngettext(
        "%(topics)s is open until %(day)s. After that it closes by itself.",
        "%(topics)s are open until %(day)s. After that they close by themselves.",
        len(topics),
    )
    return Waiting(
        partnership_id=partnership_id,
        kind="openness.ending",
        title=_("Openness that ends soon"),
        text=sentence % {"topics": ", ".join(topics), "day": formats.date_long(until, language())},
        url=reverse("openness:propose", kwargs={"partnership": partnership_id}),
        action=_("Open it anew"),
        since=until - SOON,
    )
