"""What waits in insight: questions whose turn it is, and own pages that are no longer fresh. Titles, never texts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit import formats
from partnership.kit.rounds import Reading, together
from partnership.kit.spoken import language
from projects.activity.waiting import Waiting
from projects.insight.models import Page
from projects.insight.queries.pages import places_of_stale, reading_stale
from projects.insight.queries.questions import QuestionSeen, places_of_questions, reading_open_turns


def waiting_in_insight(actor: Actor, partnerships: Sequence[PartnershipSeen]) -> Reading[list[Waiting]]:
    """Read what waits for the actor in these partnerships today."""
    return waiting_on(actor, partnerships, today=timezone.localdate())


@dataclass(frozen=True)
class Turns:
    """What waits for sides of a partnership: questions, and pages that are past their day."""

    asked: list[QuestionSeen] = field(default_factory=list)
    stale: list[Page] = field(default_factory=list)


def reading_turns(
    actor: Actor, partnership_ids: Sequence[UUID], *, today: date, party_ids: Sequence[UUID] | None = None
) -> Reading[Mapping[UUID, Turns]]:
    """Read what waits on a day for any side, or for these, as far as the actor sees it, by partnership; two queries."""
    found = {key: Turns() for key in partnership_ids}
    questions, stale = yield from together(
        reading_open_turns(actor, partnership_ids, party_ids),
        reading_stale(actor, partnership_ids, today=today),
    )
    for key, one in questions:
        found[key].asked.append(one)
    for page in stale:
        found[page.partnership_id].stale.append(page)
    return found


def waiting_on(
    actor: Actor,
    partnerships: Sequence[PartnershipSeen],
    *,
    today: date,
    turns: Reading[Mapping[UUID, Turns]] | None = None,
) -> Reading[list[Waiting]]:
    """Read what waits on a day; two queries, however many partnerships.

    `turns` is what all sides see of what waits, where it was read already: all there is for whom nothing hidden waits.
    """
    active = {one.id: one for one in partnerships if one.status == "active"}
    if not active or not actor.may(Right.SHARE_INSIGHT):
        return []
    own = [one.own_party.id for one in active.values()]
    found = yield from turns or reading_turns(actor, list(active), today=today, party_ids=own)
    return [thing for key, one in active.items() for thing in _own(one, found[key])]


def _own(partnership: PartnershipSeen, turns: Turns) -> Iterator[Waiting]:
    """What waits for the own side; a page that is asked for waits once."""
    own = partnership.own_party.id
    asked = [one for one in turns.asked if one.turn_id == own]
    refreshes = {one.page_id for one in asked if one.is_refresh}
    yield from (_question(partnership, one) for one in asked)
    for page in turns.stale:
        if page.party_id == own and page.id not in refreshes and page.fresh_until:
            yield _stale(page, page.fresh_until)


def waiting_places(partnership_ids: Sequence[UUID]) -> set[UUID]:
    """Return the parties whose turn a question is or whose page is past its day; two queries, in a sweep's door."""
    return places_of_questions(partnership_ids, using="system") | places_of_stale(
        partnership_ids, today=timezone.localdate(), using="system"
    )


def _question(partnership: PartnershipSeen, one: QuestionSeen) -> Waiting:
    other = partnership.party(one.party_id if one.turn_id == one.owner_id else one.owner_id)
    values = {"side": other.name if other else "–", "title": one.title}
    if one.is_refresh and one.turn_id == one.owner_id:
        title, action = _("%(side)s asks you to refresh “%(title)s”") % values, _("Look at the page")
        text = _("Save it anew, or confirm that it still holds.")
        url = reverse("insight:page", kwargs={"partnership": partnership.id, "page": one.page_id})
    else:
        is_asked = one.turn_id == one.owner_id
        title = (
            _("%(side)s asks: %(title)s") if is_asked else _("%(side)s has answered: %(title)s")
        ) % values
        action = _("Answer it") if is_asked else _("Read the answer")
        text = _("Answer, or ask back.") if is_asked else _("Close the question, or ask on.")
        url = reverse("insight:question", kwargs={"partnership": partnership.id, "question": one.id})
    since = timezone.localdate(one.turned_at)
    return Waiting(partnership.id, "insight.turn", title, text, url, action, since)


def _stale(row: Page, until: date) -> Waiting:
    """An own page whose day has passed."""
    day = formats.date_long(until, language())
    return Waiting(
        partnership_id=row.partnership_id,
        kind="insight.stale",
        title=_("“%(title)s” may be out of date") % {"title": row.title},
        text=_("It was to be fresh until %(day)s. Save it anew, or confirm that it still holds.")
        % {"day": day},
        url=reverse("insight:page", kwargs={"partnership": row.partnership_id, "page": row.id}),
        action=_("Look at the page"),
        since=until,
    )
