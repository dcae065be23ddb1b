"""External ids as rows: found, set and taken away. Each is its organization's alone, and says nothing of what it leads to.

Whoever writes ids of a kind and source first holds that source: two writers with the same id wait for one another.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from api.models import ExternalId
from api.names import Called
from partnership.kit.arrays import as_array
from partnership.kit.book import record
from partnership.kit.errors import Refused
from partnership.kit.ids import new_ids

CALLED = """
SELECT external_id, record_id FROM api_externalid
WHERE organization_id = %s AND kind = %s AND source = %s AND external_id = ANY (%s::text[])
"""
SET = """
INSERT INTO api_externalid (id, organization_id, kind, source, external_id, record_id, created_at)
SELECT r.id, %(organization)s, %(kind)s, %(source)s, r.external_id, r.record_id, %(now)s
FROM unnest(%(ids)s::uuid[], %(names)s::text[], %(records)s::uuid[]) AS r (id, external_id, record_id)
ON CONFLICT (organization_id, kind, source, external_id) DO UPDATE SET record_id = excluded.record_id, created_at = %(now)s
"""


class OutOfReach(Refused):
    """The key is kept to one partnership, and the external id leads somewhere else, or nowhere."""

    message = _("This external id is used outside the partnership that the key is kept to.")
    code = "external_id_out_of_reach"


def require_far_sight(facts: Mapping[str, Any]) -> None:
    """Raise OutOfReach for a key that does not see all partnerships: what it does not find need not be gone."""
    if facts.get("only_partnership"):
        raise OutOfReach


def hold_source(actor: Actor, kind: str, source: str) -> None:
    """Let nobody else of the organization write this kind's ids of the source until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"external {actor.organization_id} {kind} {source}"],
        )


def records_called(actor: Actor, kind: str, source: str, external_ids: Sequence[str]) -> dict[str, UUID]:
    """Return the ids of records by what the source calls them; some may be gone, or out of sight."""
    with connection.cursor() as cursor:
        cursor.execute(CALLED, [actor.organization_id, kind, source, as_array(external_ids)])
        return dict(cursor.fetchall())


def record_called(actor: Actor, kind: str, name: Called) -> UUID | None:
    return records_called(actor, kind, name.source, [name.external_id]).get(name.external_id)


def names_of(actor: Actor, kind: str, record_ids: Iterable[UUID]) -> dict[UUID, list[dict[str, str]]]:
    """Return what the organization's systems call records, by id and in the order of the sources; one query."""
    rows = ExternalId.objects.filter(
        organization_id=actor.organization_id, kind=kind, record_id__in=list(record_ids)
    )
    found: dict[UUID, list[dict[str, str]]] = {}
    ordered = rows.order_by("source", "external_id").values_list("record_id", "source", "external_id")
    for record_id, source, external_id in ordered:
        found.setdefault(record_id, []).append({"source": source, "external_id": external_id})
    return found


def set_names(actor: Actor, kind: str, source: str, records: Mapping[str, UUID], *, now: datetime) -> None:
    """Let these external ids lead to these records from now on; the source is held."""
    if records:
        said = {
            "organization": actor.organization_id,
            "kind": kind,
            "source": source,
            "now": now,
            "ids": as_array(new_ids(len(records))),
            "names": as_array(records),
            "records": as_array(records.values()),
        }
        with connection.cursor() as cursor:
            cursor.execute(SET, said)


def drop_name(actor: Actor, kind: str, name: Called) -> None:
    """Take an external id away; the record stays."""
    ExternalId.objects.filter(
        organization_id=actor.organization_id, kind=kind, source=name.source, external_id=name.external_id
    ).delete()


def tell_link(actor: Actor, what: str, kind: str, name: Called, record_id: UUID, *, now: datetime) -> None:
    """Write in the organization's own book that somebody linked a record, or took the link away (`what`)."""
    record(
        actor,
        f"external_id.{what}",
        subject_kind=kind,
        subject_id=record_id,
        organization=actor.organization_id,
        data={"source": name.source},
        at=now,
    )
