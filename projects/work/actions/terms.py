"""Proposing a project's terms: as a whole, one deliverable of them, or all that is planned."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit.errors import Refused
from projects.agreement.actions.proposals import put_forward
from projects.agreement.models import Version
from projects.work.models import Deliverable, Project
from projects.work.queries.terms import basis_of, parts_planned
from projects.work.terms import KIND, Part, Terms, written


class NothingPlanned(Refused):
    message = _("Everything that is planned is agreed or proposed already.")
    code = "nothing_planned"


def propose_terms(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    project: Project,
    terms: Terms,
    seen: int,
    now: datetime,
    word: str = "",
    key: UUID | None = None,
) -> Version:
    """Put a project's whole terms forward; in force when every party has signed.

    `seen` is the number of the newest version that the writer has read, 0 for none. Raises VersionPassed,
    NothingChanged, PartnershipEnded, and what check_terms refuses.
    """
    actor.require(Right.PLAN, project)
    return put_forward(
        actor,
        partnership=partnership,
        kind=KIND,
        subject_id=project.id,
        values=written(terms, project, partnership),
        word=word,
        seen=seen,
        now=now,
        key=key,
    )


def propose_part(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    deliverable: Deliverable,
    hours: Decimal | None,
    day: date | None,
    seen: int,
    now: datetime,
) -> Version:
    """Put the terms forward with one deliverable's hours and day changed; both None takes it out of them."""
    project = deliverable.project
    basis = basis_of(partnership, project)
    rest = tuple(one for one in basis.parts if one.deliverable_id != deliverable.id)
    changed = (Part(deliverable.id, deliverable.name, hours, day),) if hours or day else ()
    terms = replace(basis, parts=(*rest, *changed))
    return propose_terms(actor, partnership=partnership, project=project, terms=terms, seen=seen, now=now)


def propose_plan(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    project: Project,
    seen: int,
    now: datetime,
    key: UUID | None = None,
) -> Version:
    """Put forward as terms every planned day and number of hours that is not agreed or proposed yet.

    What is agreed stays as agreed. Raises NothingPlanned, and what propose_terms raises.
    """
    actor.require(Right.PLAN, project)
    basis = basis_of(partnership, project)
    planned = parts_planned(project, basis)
    if not planned:
        raise NothingPlanned
    ids = {one.deliverable_id for one in planned}
    rest = tuple(one for one in basis.parts if one.deliverable_id not in ids)
    terms = replace(basis, parts=(*rest, *planned))
    return propose_terms(
        actor, partnership=partnership, project=project, terms=terms, seen=seen, now=now, key=key
    )
