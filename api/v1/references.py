"""Records that a body names: by their id, or by what one of the own organization's systems calls them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from api.links import record_called, records_called
from api.names import Called
from api.v1.lists import ProjectNotHere
from partnership.kit.errors import NotThere, Refused
from projects.work.models import Project


class PartnershipNotHere(NotThere):
    """The same refusal for a partnership of others and for none."""

    code = "partnership_not_here"
    status = 422
    field = "partnership"


class StaysWhereItIs(Refused):
    """What a record belongs to is settled when it is made."""

    code = "stays_where_it_is"
    status = 422


MOVED = {
    "project": _("It belongs to another project, and can't be moved."),
    "partnership": _("It belongs to another partnership, and can't be moved."),
}


def id_of(actor: Actor, kind: str, ref: UUID | Called | None) -> UUID | None:
    """Return the id that a reference means; None where nothing is called so."""
    return record_called(actor, kind, ref) if isinstance(ref, Called) else ref


def ids_called(actor: Actor, kind: str, refs: Iterable[Any]) -> dict[Called, UUID]:
    """Return the ids of what references name by external id, by reference; what nothing is called is left out.

    One query a source. References by id are left alone: they say it themselves.
    """
    names: dict[str, set[str]] = {}
    for ref in refs:
        if isinstance(ref, Called):
            names.setdefault(ref.source, set()).add(ref.external_id)
    found: dict[Called, UUID] = {}
    for source, wanted in names.items():
        known = records_called(actor, kind, source, list(wanted))
        found |= {Called(source, name): record_id for name, record_id in known.items()}
    return found


def project_meant(actor: Actor, ref: UUID | Called) -> Project:
    """Return a project of any of the actor's partnerships; raise ProjectNotHere."""
    rows = Project.objects.filter(partnership_id__in=list(actor.parties), id=id_of(actor, "project", ref))
    found: Project | None = rows.first()
    if found is None:
        raise ProjectNotHere
    return found


def partnership_meant(actor: Actor, ref: UUID | Called) -> UUID:
    """Return the id of one of the actor's partnerships; raise PartnershipNotHere."""
    found = id_of(actor, "partnership", ref)
    if found is None or found not in actor.parties:
        raise PartnershipNotHere
    return found


def homes_of(actor: Actor, project_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Return the partnerships of those projects that are in one of the actor's, by the projects' ids."""
    if not (wanted := set(project_ids)):
        return {}
    rows = Project.objects.filter(partnership_id__in=list(actor.parties), id__in=wanted)
    return dict(rows.values_list("id", "partnership_id"))


def require_same_place(actor: Actor, seen: dict[str, Any], body: dict[str, Any], kind: str) -> None:
    """Take the project or partnership (`kind`) out of a change; raise StaysWhereItIs unless it is where the record is."""
    ref = body.pop(kind, None)
    if ref is not None and id_of(actor, kind, ref) != seen[kind]:
        raise StaysWhereItIs(MOVED[kind], field=kind)
