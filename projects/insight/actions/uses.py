"""Read and used: a reader of another side says what a page changed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.access import Right
from accounts.actor import Actor
from partnership.kit.ids import new_id
from partnership.kit.once import made_before
from projects.insight.models import Page, Use
from projects.insight.refusals import OwnInsight, SubjectNotHere, UseEmpty
from projects.insight.subjects import subject_name
from projects.insight.telling import tell


@dataclass(frozen=True, slots=True)
class UseSaid:
    """A sentence, and perhaps the goal, project or deliverable that changed."""

    text: str
    subject_kind: str = ""
    subject_id: UUID | None = None


def confirm_use(actor: Actor, *, page: Page, said: UseSaid, now: datetime, key: UUID | None = None) -> Use:
    """Say what a page of another side's changed; its owner reads it with thanks.

    Raises OwnInsight, UseEmpty and SubjectNotHere.
    """
    actor.require(Right.SHARE_INSIGHT, page)
    own = actor.party_id(page.partnership_id)
    if page.party_id == own:
        raise OwnInsight
    if found := made_before(Use, page.partnership_id, key):
        return found
    text = " ".join(said.text.replace("\x00", "").split())
    if not 1 <= len(text) <= 500:
        raise UseEmpty
    if said.subject_kind and not subject_name(page.partnership_id, said.subject_kind, said.subject_id):
        raise SubjectNotHere
    row: Use = Use.objects.create(
        id=key or new_id(),
        partnership_id=page.partnership_id,
        page=page,
        party_id=own,
        person_id=actor.person_id,
        text=text,
        subject_kind=said.subject_kind,
        subject_id=said.subject_id if said.subject_kind else None,
        at=now,
    )
    tell(
        actor,
        "insight.used",
        subject_kind="insight_page",
        subject_id=page.id,
        partnership_id=page.partnership_id,
        now=now,
        page=page,
    )
    return row
