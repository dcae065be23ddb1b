"""What the portal and the API show of people, organizations and partnerships. Nothing lazy leaves this file."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from accounts.actor import Actor
from accounts.models import (
    ApiKey,
    Invitation,
    Membership,
    Organization,
    Partnership,
    Party,
    User,
)
from partnership.kit.alphabet import alphabetical
from partnership.kit.errors import NotThere
from partnership.kit.questions import Kept
from partnership.kit.rounds import Reading, asked, read


@dataclass(frozen=True)
class PartySeen:
    """One side of a partnership; `is_own` gives the reader's side its small tag and nothing else."""

    id: UUID
    organization_id: UUID
    name: str
    position: int
    is_own: bool


@dataclass(frozen=True)
class PartnershipSeen:
    """A partnership as its parties see it; `parties` in their fixed alphabetical order."""

    id: UUID
    parties: tuple[PartySeen, ...]
    status: str
    currency: str
    started_on: date
    version: int
    created_at: datetime
    updated_at: datetime
    ends_on: date | None = None

    @property
    def title(self) -> str:
        return " × ".join(party.name for party in self.parties)

    @property
    def own_party(self) -> PartySeen:
        return next(party for party in self.parties if party.is_own)

    @property
    def other_parties(self) -> tuple[PartySeen, ...]:
        return tuple(party for party in self.parties if not party.is_own)

    def seen_from(self, party_id: UUID) -> "PartnershipSeen":
        """Return the same partnership as another of its sides sees it."""
        return replace(self, parties=tuple(replace(one, is_own=one.id == party_id) for one in self.parties))

    def party(self, party_id: UUID | None) -> PartySeen | None:
        return next((party for party in self.parties if party.id == party_id), None)


@dataclass(frozen=True)
class MemberSeen:
    """A person of an organization, with the role there."""

    id: UUID
    user_id: UUID
    organization_id: UUID
    name: str
    email: str
    role: str
    created_at: datetime


def partnership_seen(actor: Actor, partnership_id: UUID) -> PartnershipSeen:
    """Return one partnership with its parties; raise NotThere for a stranger."""
    actor.party_id(partnership_id)
    return partnerships_seen(actor, [partnership_id])[0]


def partnerships_seen(actor: Actor, ids: Iterable[UUID] | None = None) -> list[PartnershipSeen]:
    """Return the actor's partnerships (or those of `ids` that are the actor's), by title; one query."""
    wanted = [i for i in (actor.parties if ids is None else ids) if i in actor.parties]
    found: dict[UUID, tuple[Partnership, list[PartySeen]]] = {}
    for party in read(asked(Kept(_parties, partnerships=wanted))):
        found.setdefault(party.partnership_id, (party.partnership, []))[1].append(_party(actor, party))
    seen = [_partnership(row, sides) for row, sides in found.values()]
    return sorted(seen, key=lambda one: (*alphabetical(one.title), one.id))


def _parties(partnerships: list[UUID]) -> QuerySet[Party]:
    rows = Party.objects.filter(partnership_id__in=partnerships)
    return rows.select_related("partnership", "organization").order_by("partnership_id", "position")


def members_of_organization(actor: Actor) -> list[MemberSeen]:
    """Return the members of the actor's own organization, by name; one query."""
    return _members(Q(organization_id=actor.organization_id))


def members_of_partnership(actor: Actor, partnership: PartnershipSeen) -> list[MemberSeen]:
    """Return the people of every party, by name; one query."""
    return _members(Q(organization_id__in=[party.organization_id for party in partnership.parties]))


def members_seen(actor: Actor, organization_ids: Iterable[UUID] = ()) -> list[MemberSeen]:
    """Return the people of the own organization and of its partners, or of those named among them; one query."""
    wanted = set(organization_ids) & set(actor.organization_ids)
    return _members(Q(organization_id__in=wanted if organization_ids else actor.organization_ids))


def member_seen(actor: Actor, member_id: UUID) -> MemberSeen:
    """Return one person of the own organization or of a partner's; raise NotThere for a stranger."""
    found = _members(Q(id=member_id, organization_id__in=actor.organization_ids))
    if not found:
        raise NotThere
    return found[0]


def own_organization(actor: Actor) -> Organization:
    """Return the organization that the actor acts for; raise NotThere without one."""
    return read(reading_own_organization(actor))


def reading_own_organization(actor: Actor) -> Reading[Organization]:
    """Read the same beside what else a page asks."""
    for found in (yield from asked(Organization.objects.filter(id=actor.organization_id))):
        return found  # type: ignore[no-any-return]
    raise NotThere


def organizations_seen(actor: Actor) -> list[Organization]:
    """Return the actor's organization and those of its partners, by name."""
    found = Organization.objects.filter(id__in=actor.organization_ids)
    return sorted(found, key=lambda one: (*alphabetical(one.name), one.id))


def open_invitations(actor: Actor, *, now: datetime) -> list[Invitation]:
    """Return the own organization's invitations that wait for an answer, newest first."""
    waiting = Invitation.objects.filter(organization_id=actor.organization_id, expires_at__gt=now)
    return list(waiting.filter(accepted_at=None, withdrawn_at=None).order_by("-created_at", "-id"))


def invitations_for_me(actor: Actor, *, now: datetime) -> list[Invitation]:
    """Return the invitations to any of the person's verified addresses that wait for an answer."""
    mine = Invitation.objects.filter(email__in=actor.emails, expires_at__gt=now)
    return list(mine.filter(accepted_at=None, withdrawn_at=None).order_by("-created_at", "-id"))


def invitation_by_token(token_hash: bytes) -> Invitation:
    """Return the invitation that a door opened with this token shows; raise NotThere without one."""
    found: Invitation | None = Invitation.objects.filter(token_hash=token_hash).first()
    if found is None:
        raise NotThere
    return found


def keys_of_organization(actor: Actor) -> list[ApiKey]:
    """Return the living API keys that the actor may see: own personal ones, and the organization's."""
    own = Q(kind=ApiKey.Kind.ORGANIZATION) | Q(made_by_id=actor.person_id)
    return list(
        ApiKey.objects.filter(own, organization_id=actor.organization_id, revoked_at=None).order_by(
            "-created_at"
        )
    )


def names_of(person_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return the names of people by id, for feeds; one query, none for nobody."""
    return read(reading_names(person_ids))


def reading_names(person_ids: Iterable[UUID | None]) -> Reading[dict[UUID, str]]:
    """Read the same beside what else a page asks."""
    wanted = sorted({one for one in person_ids if one})
    if not wanted:
        return {}
    return {user.id: str(user) for user in (yield from asked(Kept(_people, ids=wanted)))}


def _people(ids: list[UUID]) -> QuerySet[User]:
    return User.objects.filter(id__in=ids).only("id", "name", "email")


def _members(condition: Q) -> list[MemberSeen]:
    rows = Membership.objects.filter(condition).annotate(
        person_name=F("user__name"), person_email=F("user__email")
    )
    people = [
        MemberSeen(
            id=row.id,
            user_id=row.user_id,
            organization_id=row.organization_id,
            name=row.person_name or row.person_email,
            email=row.person_email,
            role=row.role,
            created_at=row.created_at,
        )
        for row in rows
    ]
    return sorted(people, key=lambda one: (*alphabetical(one.name), one.id))


def _party(actor: Actor, party: Party) -> PartySeen:
    return PartySeen(
        id=party.id,
        organization_id=party.organization_id,
        name=party.organization.name,
        position=party.position,
        is_own=party.organization_id == actor.organization_id,
    )


def _partnership(row: Partnership, sides: list[PartySeen]) -> PartnershipSeen:
    kept = ("id", "status", "currency", "started_on", "version", "created_at", "updated_at", "ends_on")
    return PartnershipSeen(parties=tuple(sides), **{name: getattr(row, name) for name in kept})
