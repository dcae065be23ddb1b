"""Which book an event of insight goes into: what not every reader of a partnership may know of stays out of theirs."""

from datetime import datetime
from uuid import UUID

from accounts.actor import Actor
from partnership.kit.book import record
from projects.insight.models import Audience, Page


def tell(
    actor: Actor,
    kind: str,
    *,
    subject_kind: str,
    subject_id: UUID,
    partnership_id: UUID,
    now: datetime,
    page: Page | None = None,
    was: str = "",
) -> None:
    """Record an event for both sides; about a page that not both read, in the actor's own organization's book.

    `was` is who read the page before: what both have seen, both are told the end of.
    """
    is_shared = page is None or Audience.PARTNERSHIP in {page.audience, was}
    where = {"partnership": partnership_id} if is_shared else {"organization": actor.organization_id}
    record(
        actor,
        kind if is_shared else f"{kind}_apart",
        subject_kind=subject_kind,
        subject_id=subject_id,
        at=now,
        **where,
    )
