"""Putting something forward: a first proposal, a change of the own one, an answer to the other side's."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson

from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit.ids import new_id
from partnership.kit.once import made_before
from projects.agreement.canonical import canonical
from projects.agreement.corrections import is_correction
from projects.agreement.fields import Values
from projects.agreement.kinds import Kind, Put, kind_named
from projects.agreement.models import Agreement, Correction, Status, Version
from projects.agreement.refusals import NothingChanged, PartnershipEnded, VersionPassed
from projects.agreement.shape import shaped
from projects.agreement.sides import with_side_names

from .common import close, hash_of, held_agreement, tell, texts_of, title_of
from .limits import needed_signatures


@dataclass(frozen=True)
class Said:
    """What somebody puts forward, checked: the kind, the values and a word with them."""

    kind: Kind
    values: Values
    word: str
    now: datetime
    key: UUID | None = None


def put_forward(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    kind: str,
    subject_id: UUID,
    values: Values,
    seen: int,
    now: datetime,
    word: str = "",
    key: UUID | None = None,
) -> Version:
    """Propose, change the own open proposal, or answer the other side's with a counter-proposal: whichever it is now.

    `seen` is the number of the newest version that the writer had read, 0 for none; `key` the id that the version will
    have, so that a double click makes one. Raises VersionPassed, NothingChanged, PartnershipEnded, BadValues and what the
    kind refuses.
    """
    what = kind_named(kind)
    actor.require(what.right, partnership)
    if found := made_before(Version, partnership.id, key):
        return found
    if partnership.status != "active":
        raise PartnershipEnded
    said = Said(
        what,
        with_side_names(partnership.id, what.fields, shaped(what.fields, values)),
        word.strip(),
        now,
        key,
    )
    agreement = _agreement(partnership.id, kind, subject_id, now)
    newest = _newest(agreement)
    if seen != (newest.number if newest else 0):
        raise VersionPassed
    what.check(actor, Put(partnership.id, subject_id, seen + 1, said.values, now))
    if newest is None or newest.status != Status.OPEN:
        return _propose(actor, agreement, newest, said)
    if newest.party_id == actor.party_id(partnership.id):
        return _amend(actor, agreement, newest, said)
    return _counter(actor, agreement, newest, said)


def _propose(actor: Actor, agreement: Agreement, newest: Version | None, said: Said) -> Version:
    held = agreement.in_force
    if held and said.kind.still_holds(agreement.partnership_id, held.closed_at or said.now):
        _require_change(held, said)
    return _written(actor, agreement, newest, said, "proposed")


def _amend(actor: Actor, agreement: Agreement, version: Version, said: Said) -> Version:
    """Put a slip of the pen right where it stands; anything else is a new version, which nobody has signed yet."""
    _require_change(version, said)
    if _is_slip(version, said):
        return _correct(actor, agreement, version, said)
    close(actor, version, Status.REPLACED, now=said.now)
    return _written(actor, agreement, version, said, "amended")


def _counter(actor: Actor, agreement: Agreement, version: Version, said: Said) -> Version:
    """Answer the other side's proposal with another one, which closes it."""
    _require_change(version, said)
    close(actor, version, Status.COUNTERED, now=said.now)
    return _written(actor, agreement, version, said, "countered")


def _require_change(version: Version, said: Said) -> None:
    if canonical(said.values) == version.values:
        raise NothingChanged


def _is_slip(version: Version, said: Said) -> bool:
    """Compare with the text as it was first written: many small corrections may not add up to another meaning."""
    rows = Correction.objects.filter(partnership_id=version.partnership_id, version=version)
    first = rows.order_by("corrected_at", "id").first()
    text = first.values_before if first else version.values
    return text == canonical(said.values) or is_correction(said.kind.fields, orjson.loads(text), said.values)


def _correct(actor: Actor, agreement: Agreement, version: Version, said: Said) -> Version:
    before, hash_before = version.values, version.content_hash
    version.values = canonical(said.values)
    version.title = title_of(said.kind, said.values)
    for name, text in texts_of(said.kind, said.values).items():
        setattr(version, name, text)
    version.content_hash = hash_of(agreement, version)
    version.save(update_fields=["values", "title", "text_en", "text_sv", "content_hash"])
    Correction.objects.create(
        partnership_id=version.partnership_id,
        version=version,
        party_id=actor.party_id(version.partnership_id),
        person_id=actor.person_id,
        values_before=before,
        hash_before=hash_before,
        hash_after=version.content_hash,
        corrected_at=said.now,
    )
    tell(actor, "corrected", agreement, version.number, said.now)
    return version


def _written(actor: Actor, agreement: Agreement, before: Version | None, said: Said, event: str) -> Version:
    amount = said.kind.amount(said.values)
    version = Version(
        id=said.key or new_id(),
        partnership_id=agreement.partnership_id,
        agreement=agreement,
        number=before.number + 1 if before else 1,
        title=title_of(said.kind, said.values),
        values=canonical(said.values),
        word=said.word[:2000],
        amount=amount,
        needs=needed_signatures(agreement.partnership_id, amount),
        changes_id=agreement.in_force_id,
        answers=before if before and event != "proposed" else None,
        party_id=actor.party_id(agreement.partnership_id),
        person_id=actor.person_id,
        proposed_at=said.now,
        **texts_of(said.kind, said.values),
    )
    version.content_hash = hash_of(agreement, version)
    version.save(force_insert=True)
    tell(actor, event, agreement, version.number, said.now)
    return version


def _agreement(partnership_id: UUID, kind: str, subject_id: UUID, now: datetime) -> Agreement:
    """Return the subject's row, locked; the first to propose makes it, and a second in the same moment waits."""
    named = {"partnership_id": partnership_id, "kind": kind, "subject_id": subject_id}
    Agreement.objects.bulk_create([Agreement(**named, created_at=now)], ignore_conflicts=True)
    return held_agreement(partnership_id, Agreement.objects.get(**named).id)


def _newest(agreement: Agreement) -> Version | None:
    rows = Version.objects.filter(partnership_id=agreement.partnership_id, agreement=agreement)
    return rows.order_by("-number").first()
