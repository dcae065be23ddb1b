"""The exact content of what is signed and of what the chain keeps, out of rows that are already read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from projects.agreement.models import Agreement, Correction, Signature, Version


def signed_content(agreement: Agreement, version: Version) -> dict[str, Any]:
    """What a signature is put under: the subject, the number, the exact values (canonical) and both readable texts."""
    return {
        "partnership": str(agreement.partnership_id),
        "kind": agreement.kind,
        "subject": str(agreement.subject_id),
        "number": version.number,
        "title": version.title,
        "values": version.values,
        "text": {"en": version.text_en, "sv": version.text_sv},
        "needs": version.needs,
    }


def link_content(
    agreement: Agreement,
    version: Version,
    *,
    signatures: Iterable[Signature],
    corrections: Iterable[Correction],
    number: int,
    at: datetime,
) -> dict[str, Any]:
    """What a link keeps for good: all that was signed, who signed it and when (UTC), and what was corrected."""
    return {
        **signed_content(agreement, version),
        "link": number,
        "in_force_at": _utc(at),
        "content_hash": version.content_hash,
        "proposed": {
            "party": str(version.party_id),
            "person": str(version.person_id) if version.person_id else None,
            "at": _utc(version.proposed_at),
        },
        "signatures": [
            {
                "party": str(one.party_id),
                "person": str(one.person_id),
                "at": _utc(one.signed_at),
                "content_hash": one.content_hash,
            }
            for one in sorted(signatures, key=lambda one: (one.signed_at, one.id))
        ],
        "corrections": [
            {"at": _utc(one.corrected_at), "before": one.hash_before, "after": one.hash_after}
            for one in sorted(corrections, key=lambda one: (one.corrected_at, one.id))
        ],
    }


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
