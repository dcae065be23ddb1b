"""What programs list of agreements: each subject once, with the versions that count, and the links of the chain."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from accounts.listing import BY_ID, Listing, utc
from projects.agreement.models import Version

from .records import VersionSeen
from .seen import seen

_VERSIONS = "FROM agreement_version v WHERE v.partnership_id = t.partnership_id AND v.agreement_id = t.id"
_OF_VERSION = "o.partnership_id = v.partnership_id AND o.version_id = v.id"
_SIGNATURES = f"FROM agreement_signature o WHERE {_OF_VERSION}"
_CORRECTIONS = f"FROM agreement_correction o WHERE {_OF_VERSION}"

_LAST_STEP = (
    "(SELECT max(greatest(v.proposed_at, v.closed_at,"
    f" (SELECT max(o.signed_at) {_SIGNATURES}), (SELECT max(o.corrected_at) {_CORRECTIONS}))) {_VERSIONS})"
)
# Every step writes a row or closes one, so their number never stands still: it is the version on the wire.
_STEPS = (
    "(SELECT sum(1 + (v.closed_at IS NOT NULL)::int"
    f" + (SELECT count(*) {_SIGNATURES}) + (SELECT count(*) {_CORRECTIONS}))::int {_VERSIONS})"
)
_NEWEST = f"{_VERSIONS} ORDER BY v.number DESC LIMIT 1"
_WAITS_FOR_OWN_SIDE = (
    f"EXISTS (SELECT 1 {_VERSIONS} AND v.status = 'open' AND EXISTS (SELECT 1 FROM accounts_party p"  # noqa: S608
    " WHERE p.partnership_id = t.partnership_id AND p.organization_id = %(organization)s"
    f" AND (v.needs ->> p.id::text)::int > (SELECT count(*) {_SIGNATURES} AND o.party_id = p.id)))"
)

AGREEMENTS = Listing(
    table="agreement_agreement",
    columns={
        "id": "t.id",
        "object": "'agreement'",
        "created_at": utc("t.created_at"),
        "updated_at": utc(_LAST_STEP),
        "version": _STEPS,
        "partnership": "t.partnership_id",
        "kind": "t.kind",
        "subject": "t.subject_id",
        "in_force_id": "t.in_force_id",
        "newest_id": f"(SELECT v.id {_NEWEST})",
    },
    order=BY_ID,
    filters={
        "id": "t.id = %(id)s",
        "updated_since": f"{_LAST_STEP} >= %(updated_since)s",
        "updated_until": f"{_LAST_STEP} < %(updated_until)s",
        "kind": "t.kind = ANY(%(kind)s)",
        "subject": "t.subject_id = ANY(%(subject)s::uuid[])",
        "status": f"(SELECT v.status {_NEWEST}) = ANY(%(status)s)",
        "waiting_for_me": f"%(waiting_for_me)s = {_WAITS_FOR_OWN_SIDE}",
    },
)

LINKS = Listing(
    table="agreement_link",
    joins=(
        "JOIN agreement_version v ON v.partnership_id = t.partnership_id AND v.id = t.version_id"
        " JOIN agreement_agreement a ON a.partnership_id = v.partnership_id AND a.id = v.agreement_id"
    ),
    columns={
        "id": "t.id",
        "object": "'link'",
        "partnership": "t.partnership_id",
        "number": "t.number",
        "hash": "t.hash",
        "previous_hash": "t.previous_hash",
        "content": "t.content",
        "made_at": utc("t.made_at"),
        "agreement": "v.agreement_id",
        "kind": "a.kind",
        "version_number": "v.number",
    },
    order={"number": "bigint"},
    filters={"above": "t.number > %(above)s"},
)


@dataclass(frozen=True)
class VersionsThatCount:
    """Of one subject: the newest version, and the one in force if there is any."""

    newest: VersionSeen
    in_force: VersionSeen | None


def versions_that_count(rows: Sequence[dict[str, Any]]) -> dict[UUID, VersionsThatCount]:
    """Return by agreement what its newest version and the one in force say; `rows` are of AGREEMENTS. Five queries."""
    wanted = {row[name] for row in rows for name in ("newest_id", "in_force_id")} - {None}
    partnerships = {row["partnership"] for row in rows}
    versions = seen(Version.objects.filter(partnership_id__in=partnerships, id__in=wanted))
    found = {version.id: version for version in versions}
    return {
        row["id"]: VersionsThatCount(found[row["newest_id"]], found.get(row["in_force_id"])) for row in rows
    }
