"""What waits in insight: questions whose turn it is, and own pages that are no longer fresh. Titles, never texts."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit import formats
from partnership.kit.rounds import Reading, asked, together
from partnership.kit.templatetags.filters import language
from projects.activity.waiting import Waiting
from projects.insight.models import Page
from projects.insight.queries.pages import places_of_stale, stale_pages
from projects.insight.queries.questions import QuestionSeen, places_of_questions, reading_open_for


def waiting_in_insight(actor: Actor, partnerships: Sequence[PartnershipSeen]) -> Reading[list[Waiting]]:
    """Read what waits for the actor in these partnerships today."""
    return waiting_on(actor, partnerships, today=timezone.localdate())


def waiting_on(
    actor: Actor, partnerships: Sequence[PartnershipSeen], *, today: date
) -> Reading[list[Waiting]]:
    """Read what waits on a day; two queries, however many partnerships."""
    active = {one.id: one for one in partnerships if one.status == "active"}
    if not active or not actor.may(Right.SHARE_INSIGHT):
        return []
    questions, stale = yield from together(
        reading_open_for(actor, list(active)), asked(stale_pages(actor, list(active), today=today))
    )
    refreshes = {one.page_id for _partnership, one in questions if one.is_refresh}
    return [
        *(_question(active[partnership_id], one) for partnership_id, one in questions),
        *_stale(stale, refreshes),
    ]


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


def _stale(pages: Iterable[Page], but: set[UUID | None]) -> Iterator[Waiting]:
    """Own pages whose day has passed; one that is asked for waits once."""
    for row in pages:
        if row.id in but or row.fresh_until is None:
            continue
        day = formats.date_long(row.fresh_until, language())
        yield Waiting(
            partnership_id=row.partnership_id,
            kind="insight.stale",
            title=_("“%(title)s” may be out of date") % {"title": row.title},
            text=_("It was to be fresh until %(day)s. Save it anew, or confirm that it still holds.")
            % {"day": day},
            url=reverse("insight:page", kwargs={"partnership": row.partnership_id, "page": row.id}),
            action=_("Look at the page"),
            since=row.fresh_until,
        )
