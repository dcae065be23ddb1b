"""Writing a page of business context, changing it, and taking it out of the other side's sight again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from accounts.access import Right
from accounts.actions.organizations import ChangedMeanwhile
from accounts.actor import Actor
from accounts.queries import PartnershipSeen, members_of_partnership
from partnership.kit.errors import NotThere
from partnership.kit.ids import new_id
from partnership.kit.once import made_before
from projects.agreement.refusals import PartnershipEnded
from projects.insight.models import Audience, Page, PageVersion, Topic
from projects.insight.queries.pages import readable
from projects.insight.refusals import (
    BadAudience,
    BadTopic,
    FreshDayPassed,
    NamedByNobody,
    NotYourPage,
    PageArchived,
    ReaderNotHere,
    TextTooLong,
    TitleMissing,
)
from projects.insight.telling import tell

from .questions import end_questions, settle_refresh

LONGEST = 50_000
CONTENT = ("topic", "title", "body", "audience", "readers", "purpose", "fresh_until")


@dataclass(frozen=True, slots=True)
class PageSaid:
    """What a page says and to whom. `readers` count for the class "named" alone; the writer is always one of them."""

    topic: str
    title: str
    body: str
    audience: str
    readers: tuple[UUID, ...] = ()
    purpose: str = ""
    fresh_until: date | None = None


def write_page(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    said: PageSaid,
    today: date,
    now: datetime,
    key: UUID | None = None,
) -> Page:
    """Write a page of the own side's; it is its first version. Raises a BadPage or PartnershipEnded."""
    actor.require(Right.SHARE_INSIGHT, partnership)
    if found := made_before(Page, partnership.id, key):
        return found
    if partnership.status != "active":
        raise PartnershipEnded
    page = Page(
        id=key or new_id(),
        partnership_id=partnership.id,
        organization_id=partnership.own_party.organization_id,
        party_id=actor.party_id(partnership.id),
        created_at=now,
        updated_at=now,
        updated_by_id=actor.person_id,
        **_checked(actor, partnership, said, today, before=None),
    )
    page.save(force_insert=True)
    _keep_version(page)
    _tell(actor, "insight.page_written", page, now)
    return page


def save_page(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    page: Page,
    said: PageSaid,
    version: int | None,
    today: date,
    now: datetime,
) -> Page:
    """Save a page anew, as another version; the same again changes nothing but that it answers whoever asked to refresh.

    `version` is the one that was read: another one by now raises ChangedMeanwhile, and nothing is written over. Raises
    NotYourPage, PageArchived and a BadPage.
    """
    current = own_page(actor, page, version)
    if current.archived_at:
        raise PageArchived
    values = _checked(actor, partnership, said, today, before=current)
    settle_refresh(actor, current, now)
    if all(getattr(current, name) == value for name, value in values.items()):
        return current
    was = current.audience
    for name, value in values.items():
        setattr(current, name, value)
    _save(actor, current, now)
    _keep_version(current)
    is_withheld = was == Audience.PARTNERSHIP != current.audience
    kind = "insight.page_withheld" if is_withheld else "insight.page_saved"
    _tell(actor, kind, current, now, was=was)
    return current


def archive_page(actor: Actor, *, page: Page, now: datetime) -> Page:
    """Archive a page: from now on the other side does not find it; its own side's readers may take it back."""
    current = own_page(actor, page, None)
    if current.archived_at is None:
        end_questions(actor, current, now)
        current.archived_at = now
        _save(actor, current, now)
        _tell(actor, "insight.page_archived", current, now)
    return current


def restore_page(actor: Actor, *, page: Page, now: datetime) -> Page:
    """Take an archived page back, for the readers that it had."""
    current = own_page(actor, page, None)
    if current.archived_at:
        current.archived_at = None
        _save(actor, current, now)
        _tell(actor, "insight.page_restored", current, now)
    return current


def own_page(actor: Actor, page: Page, version: int | None) -> Page:
    """Lock a page of the own side and return it as it is now; raise NotYourPage, NotThere or ChangedMeanwhile."""
    actor.require(Right.SHARE_INSIGHT, page)
    if page.party_id != actor.party_id(page.partnership_id):
        raise NotYourPage
    rows = Page.objects.select_for_update().filter(readable(actor), partnership_id=page.partnership_id)
    current: Page | None = rows.filter(id=page.id).first()
    if current is None:
        raise NotThere
    if version is not None and version != current.version:
        raise ChangedMeanwhile
    return current


def _checked(
    actor: Actor, partnership: PartnershipSeen, said: PageSaid, today: date, *, before: Page | None
) -> dict[str, Any]:
    title, purpose = said.title.strip(), said.purpose.strip()[:300]
    if not 1 <= len(title) <= 200 or "\x00" in title + purpose:
        raise TitleMissing
    if len(said.body) > LONGEST or "\x00" in said.body:
        raise TextTooLong
    if said.topic not in Topic.values:
        raise BadTopic
    is_kept = before is not None and before.fresh_until == said.fresh_until
    if said.fresh_until and said.fresh_until < today and not is_kept:
        raise FreshDayPassed
    return {
        "topic": said.topic,
        "title": title,
        "body": said.body.replace("\r\n", "\n").strip(),
        "audience": said.audience,
        "readers": _readers(actor, partnership, said),
        "purpose": purpose,
        "fresh_until": said.fresh_until,
    }


def _readers(actor: Actor, partnership: PartnershipSeen, said: PageSaid) -> Sequence[UUID]:
    """The people named, of either side, in the order of their ids: the writer is one of them, or could not go on."""
    if said.audience not in Audience.values:
        raise BadAudience
    if said.audience != Audience.NAMED:
        return []
    if actor.person_id is None:
        raise NamedByNobody
    known = {one.user_id for one in members_of_partnership(actor, partnership)}
    if not set(said.readers) <= known:
        raise ReaderNotHere
    return sorted({*said.readers, actor.person_id})


def _save(actor: Actor, page: Page, now: datetime) -> None:
    page.version += 1
    page.updated_at, page.updated_by_id = now, actor.person_id
    page.save()


def _keep_version(page: Page) -> None:
    rows = PageVersion.objects.filter(partnership_id=page.partnership_id, page=page)
    newest = rows.aggregate(newest=Max("number"))["newest"] or 0
    PageVersion.objects.create(
        partnership_id=page.partnership_id,
        organization_id=page.organization_id,
        page=page,
        number=newest + 1,
        person_id=page.updated_by_id,
        saved_at=page.updated_at,
        **{name: getattr(page, name) for name in CONTENT},
    )


def _tell(actor: Actor, kind: str, page: Page, now: datetime, *, was: str = "") -> None:
    tell(
        actor,
        kind,
        subject_kind="insight_page",
        subject_id=page.id,
        partnership_id=page.partnership_id,
        now=now,
        page=page,
        was=was,
    )
