"""Signing, declining, withdrawing. The last signature puts a version in force, in its own transaction and once."""

from datetime import datetime
from uuid import UUID

from accounts.access import Right
from accounts.actor import Actor
from accounts.models import Partnership
from projects.agreement.kinds import Put, kind_named
from projects.agreement.models import Agreement, Signature, Status, Version
from projects.agreement.reading import values_of
from projects.agreement.refusals import (
    NotOpen,
    OthersProposal,
    OwnProposal,
    PartnershipEnded,
    PersonSigns,
    ReasonMissing,
    SideSignedAlready,
    SignedAlready,
    VersionPassed,
)
from projects.agreement.rules import missing_sides

from .common import close, held_version, tell
from .limits import require_limit
from .linking import add_link
from .words import WHAT_BECAME


def sign(actor: Actor, *, version: Version, seen_hash: str, now: datetime) -> Version:
    """Sign for the actor's party the very text whose hash is given; with the last signature it is in force.

    Raises NotOpen, VersionPassed (the text was changed meanwhile), SignedAlready, AboveYourLimit, PersonSigns,
    PartnershipEnded, and what the kind refuses when it can no longer take effect: then nothing is signed either.
    """
    actor.require(Right.SIGN, version)
    if actor.person_id is None:
        raise PersonSigns
    agreement, row = held_version(version)
    _require_open(row)
    _require_lasting(row)
    if row.content_hash != seen_hash:
        raise VersionPassed
    _require_unsigned(actor, actor.person_id, row)
    require_limit(actor, row)
    Signature.objects.create(
        partnership_id=row.partnership_id,
        version=row,
        party_id=actor.party_id(row.partnership_id),
        person_id=actor.person_id,
        content_hash=row.content_hash,
        signed_at=now,
    )
    tell(actor, "signed", agreement, row.number, now)
    if not _missing(row):
        _put_in_force(actor, agreement, row, now)
    return row


def decline(actor: Actor, *, version: Version, reason: str, now: datetime) -> Version:
    """Say no to the other side's proposal, and why; raise NotOpen, OwnProposal or ReasonMissing."""
    actor.require(Right.SIGN, version)
    agreement, row = held_version(version)
    _require_open(row)
    if row.party_id == actor.party_id(row.partnership_id):
        raise OwnProposal
    if not reason.strip():
        raise ReasonMissing
    close(actor, row, Status.DECLINED, now=now, reason=reason.strip())
    kind_named(agreement.kind).let_go(actor, _put(agreement, row, now))
    tell(actor, "declined", agreement, row.number, now)
    return row


def withdraw(actor: Actor, *, version: Version, now: datetime) -> Version:
    """Take the own side's proposal back; raise NotOpen or OthersProposal."""
    actor.require(kind_named(version.agreement.kind).right, version)
    agreement, row = held_version(version)
    _require_open(row)
    if row.party_id != actor.party_id(row.partnership_id):
        raise OthersProposal
    close(actor, row, Status.WITHDRAWN, now=now)
    kind_named(agreement.kind).let_go(actor, _put(agreement, row, now))
    tell(actor, "withdrawn", agreement, row.number, now)
    return row


def _require_open(version: Version) -> None:
    if version.status != Status.OPEN:
        raise NotOpen(WHAT_BECAME[version.status])


def _require_lasting(version: Version) -> None:
    """What was still open when the partnership ended stays unsigned; declining and withdrawing it is no new agreement."""
    if not Partnership.objects.filter(id=version.partnership_id, status=Partnership.Status.ACTIVE).exists():
        raise PartnershipEnded


def _require_unsigned(actor: Actor, person_id: UUID, version: Version) -> None:
    signatures = list(Signature.objects.filter(partnership_id=version.partnership_id, version=version))
    if any(one.person_id == person_id for one in signatures):
        raise SignedAlready
    own = str(actor.party_id(version.partnership_id))
    if own not in missing_sides(version.needs, (one.party_id for one in signatures)):
        raise SideSignedAlready


def _missing(version: Version) -> list[str]:
    """The parties whose signatures are not all there; all parties count, however many they are."""
    rows = Signature.objects.filter(partnership_id=version.partnership_id, version=version)
    return missing_sides(version.needs, rows.values_list("party_id", flat=True))


def _put_in_force(actor: Actor, agreement: Agreement, version: Version, now: datetime) -> None:
    kind, put = kind_named(agreement.kind), _put(agreement, version, now)
    kind.check(actor, put)
    close(actor, version, Status.SIGNED, now=now)
    link = add_link(agreement, version, now=now)
    agreement.in_force = version
    agreement.save(update_fields=["in_force"])
    kind.put_in_force(actor, put)
    tell(actor, "in_force", agreement, version.number, now, link=link.number, hash=link.hash)


def _put(agreement: Agreement, version: Version, now: datetime) -> Put:
    return Put(version.partnership_id, agreement.subject_id, version.number, values_of(version), now)
