"""What every step of a negotiation does: hold the subject's row, tell the event book, close a version."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import translation

from accounts.actor import Actor
from partnership.kit.book import record
from partnership.kit.errors import NotThere
from projects.agreement.canonical import canonical, fingerprint
from projects.agreement.content import signed_content
from projects.agreement.fields import Values
from projects.agreement.kinds import Kind
from projects.agreement.models import Agreement, Status, Version
from projects.agreement.telling import text_of

LANGUAGES = ("en", "sv")


def held_agreement(partnership_id: UUID, agreement_id: UUID) -> Agreement:
    """Lock the subject's row, so that of two steps in the same second one comes first; raise NotThere without it."""
    rows = Agreement.objects.select_for_update().filter(partnership_id=partnership_id, id=agreement_id)
    found: Agreement | None = rows.first()
    if found is None:
        raise NotThere
    return found


def held_version(version: Version) -> tuple[Agreement, Version]:
    """Lock the agreement of a version and return both as they are now; raise NotThere for one that is not there."""
    agreement = held_agreement(version.partnership_id, version.agreement_id)
    rows = Version.objects.filter(partnership_id=version.partnership_id, id=version.id)
    found: Version | None = rows.first()
    if found is None:
        raise NotThere
    return agreement, found


def close(actor: Actor, version: Version, status: Status, *, now: datetime, reason: str = "") -> None:
    """Close an open version for good, in the actor's name."""
    version.status, version.closed_at, version.reason = status, now, reason
    version.closed_by_id = actor.person_id
    version.closed_party_id = actor.party_in(version.partnership_id)
    version.save(update_fields=["status", "closed_at", "reason", "closed_by", "closed_party"])


def tell(actor: Actor, kind: str, agreement: Agreement, number: int, now: datetime, **data: Any) -> None:
    """Write one event about an agreement: ids, numbers and hashes, never texts or amounts."""
    record(
        actor,
        f"agreement.{kind}",
        subject_kind="agreement",
        subject_id=agreement.id,
        partnership=agreement.partnership_id,
        data={"kind": agreement.kind, "number": number, **data},
        at=now,
    )


def texts_of(kind: Kind, values: Values) -> dict[str, str]:
    """Return the readable text in every language of the portal."""
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[f"text_{language}"] = text_of(kind.fields, values)
    return found


def title_of(kind: Kind, values: Values) -> str:
    """Return the title that is kept with a version: in English where it is the portal's word."""
    with translation.override("en"):
        return str(kind.name_of(values))[:200]


def hash_of(agreement: Agreement, version: Version) -> str:
    """Return the SHA-256 of everything that a signature is put under."""
    return fingerprint(canonical(signed_content(agreement, version)))
