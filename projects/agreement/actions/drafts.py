"""Writing together: one draft for all sides, in small steps, until somebody proposes it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit.book import record
from partnership.kit.errors import Refused
from partnership.kit.once import made_before
from projects.agreement.charter import Step
from projects.agreement.fields import Values
from projects.agreement.kinds import kind_named
from projects.agreement.models import Draft, Version
from projects.agreement.queries.drafts import known, mark_of
from projects.agreement.queries.seen import newest_number, open_version, version_in_force
from projects.agreement.refusals import PartnershipEnded
from projects.agreement.shape import shaped

from .proposals import put_forward


class DraftPassed(Refused):
    """Somebody has written in the same place meanwhile; a page shows both texts."""

    message = _(
        "This was changed while you wrote. What you wrote is still here, and what stands there now beside it."
    )
    code = "draft_passed"


class NothingDrafted(Refused):
    message = _("There is no draft any more: it has been proposed or let go of.")
    code = "nothing_drafted"


def save_draft(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    kind: str,
    subject_id: UUID,
    step: Step,
    values: Values,
    seen: str,
    now: datetime,
) -> Draft | None:
    """Write one step of the shared draft; the first save begins it from what is proposed or in force.

    `seen` is the mark (`mark_of`) of the step as the writer had it: if it is another by now, raises DraftPassed, unless
    the very same was written. Returns None when nothing changed and no draft was begun. Raises PartnershipEnded, BadValues.
    """
    actor.require(Right.PLAN, partnership)
    if partnership.status != "active":
        raise PartnershipEnded
    part = shaped(step.fields, values)
    draft = _held(partnership.id, kind, subject_id)
    if draft is None:
        start = _start(partnership.id, kind, subject_id)
        if part == step.part_of(start):
            return None
        draft = _begun(actor, partnership.id, kind, subject_id, start, now)
    before = step.part_of(known(kind_named(kind).fields, draft.values["values"]))
    if part == before:
        return draft
    if mark_of(before) != seen:
        raise DraftPassed
    return _write(actor, draft, step, part, now)


def discard_draft(
    actor: Actor, *, partnership: PartnershipSeen, kind: str, subject_id: UUID, seen: int, now: datetime
) -> None:
    """Let go of the draft, so that the next one starts from what is proposed or in force.

    `seen` is the draft's version that the person had read: raises DraftPassed when somebody has written since.
    """
    actor.require(Right.PLAN, partnership)
    draft = _held(partnership.id, kind, subject_id)
    if draft is None:
        return
    if draft.version != seen:
        raise DraftPassed
    _tell(actor, "draft_discarded", draft, now)
    draft.delete()


def propose_draft(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    kind: str,
    subject_id: UUID,
    seen: int,
    seen_draft: int,
    now: datetime,
    word: str = "",
    key: UUID | None = None,
) -> Version:
    """Put the draft forward as it stands, and end it. `seen` and `seen_draft` are the newest proposal and draft read.

    Raises NothingDrafted, DraftPassed, and all that put_forward refuses; `key` makes a double click one proposal.
    """
    actor.require(Right.PLAN, partnership)
    if found := made_before(Version, partnership.id, key):
        return found
    draft = _held(partnership.id, kind, subject_id)
    if draft is None:
        raise NothingDrafted
    if draft.version != seen_draft:
        raise DraftPassed
    version = put_forward(
        actor,
        partnership=partnership,
        kind=kind,
        subject_id=subject_id,
        values=known(kind_named(kind).fields, draft.values["values"]),
        word=word,
        seen=seen,
        now=now,
        key=key,
    )
    draft.delete()
    return version


def _held(partnership_id: UUID, kind: str, subject_id: UUID) -> Draft | None:
    rows = Draft.objects.select_for_update().filter(
        partnership_id=partnership_id, kind=kind, subject_id=subject_id
    )
    return rows.first()


def _start(partnership_id: UUID, kind: str, subject_id: UUID) -> dict[str, Any]:
    found = open_version(partnership_id, kind, subject_id) or version_in_force(
        partnership_id, kind, subject_id
    )
    return known(kind_named(kind).fields, found.values if found else {})


def _begun(
    actor: Actor, partnership_id: UUID, kind: str, subject_id: UUID, values: dict[str, Any], now: datetime
) -> Draft:
    """Begin a draft and return it, locked: the other side's, if that was begun in the same second."""
    begun = Draft(
        partnership_id=partnership_id,
        kind=kind,
        subject_id=subject_id,
        values={
            "based_on": newest_number(partnership_id, kind, subject_id),
            "values": values,
            "steps": {},
        },
        version=0,
        party_id=actor.party_id(partnership_id),
        person_id=actor.person_id,
        updated_at=now,
    )
    Draft.objects.bulk_create([begun], ignore_conflicts=True)
    held = _held(partnership_id, kind, subject_id)
    if held is None:
        raise NothingDrafted
    return held


def _write(actor: Actor, draft: Draft, step: Step, part: Values, now: datetime) -> Draft:
    draft.party_id, draft.person_id = actor.party_id(draft.partnership_id), actor.person_id
    draft.version, draft.updated_at = draft.version + 1, now
    who = {"party": str(draft.party_id), "person": str(draft.person_id) if draft.person_id else None}
    draft.values = {
        **draft.values,
        "values": {**draft.values["values"], **part},
        "steps": {**draft.values["steps"], str(step.number): {**who, "at": now.isoformat()}},
    }
    draft.save(update_fields=["party", "person", "version", "updated_at", "values"])
    _tell(actor, "draft_saved", draft, now, step=step.number)
    return draft


def _tell(actor: Actor, kind: str, draft: Draft, now: datetime, **data: int) -> None:
    record(
        actor,
        f"agreement.{kind}",
        subject_kind="draft",
        subject_id=draft.id,
        partnership=draft.partnership_id,
        data={"kind": draft.kind, **data},
        at=now,
    )
