"""Whom letters and webhooks read as: a batch of people, each side of theirs, nobody's ground that all sides share, a service.

Facts are read once for many letters, and the database still holds: the common ground shows what all sides of a partnership
see, a side's door that side's rows, and what belongs to a person stays behind that person's door. Only `projects.digests`
calls these, and `api.webhooks` the last.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from accounts.actor import Actor, Standing
from accounts.doors import standings_of_many
from accounts.models import Invitation, Partnership, PartnershipOffer, Party
from accounts.queries import PartnershipSeen


def actors_of(person_ids: Sequence[UUID]) -> dict[UUID, list[Actor]]:
    """Return each person as an actor for every organization they act for, by name, or for none: one query."""
    found = {}
    for person, (standings, emails) in standings_of_many(person_ids).items():
        chosen: Sequence[Standing | None] = standings or [None]
        found[person] = [
            Actor.of_person(person, one, emails=emails, standings=tuple(standings)) for one in chosen
        ]
    return found


def side_of(actor: Actor) -> Actor:
    """Return the actor's organization as nobody in particular, without rights: what all its people see alike."""
    return Actor(
        person_id=None,
        organization_id=actor.organization_id,
        organization_name=actor.organization_name,
        parties=actor.parties,
        organization_ids=actor.organization_ids,
    )


def seats_of(organization_ids: Iterable[UUID], *, using: str) -> dict[UUID, dict[UUID, UUID]]:
    """Return all seats at the active partnerships in which these organizations sit, by organization: partnership to party.

    It is the database's own word, in a sweep's door, and ids alone: who sits there is asked of no one else.
    """
    own = Party.objects.using(using).filter(
        partnership_id=OuterRef("partnership_id"), organization_id__in=list(organization_ids)
    )
    rows = Party.objects.using(using).filter(Exists(own), partnership__status=Partnership.Status.ACTIVE)
    found: dict[UUID, dict[UUID, UUID]] = {}
    for organization_id, partnership_id, party_id in rows.values_list(
        "organization_id", "partnership_id", "id"
    ):
        found.setdefault(organization_id, {})[partnership_id] = party_id
    return found


def ground_of(seats: Mapping[UUID, Mapping[UUID, UUID]]) -> Actor:
    """Return nobody, who sees in the partnerships of these seats what all sides see, and no side's own rows."""
    parties = {key: party for some in seats.values() for key, party in some.items()}
    return Actor(None, None, parties=parties, organization_ids=tuple(seats))


def common_ground(partnerships: Iterable[PartnershipSeen]) -> Actor:
    """Return nobody, who sees in each of the partnerships what all its sides see, and no side's own rows.

    Call it with partnerships that were found behind their sides' own doors, or by the seats that the database knows.
    """
    seen = list(partnerships)
    organizations = dict.fromkeys(side.organization_id for one in seen for side in one.parties)
    parties = {one.id: one.parties[0].id for one in seen}
    return Actor(None, None, parties=parties, organization_ids=tuple(organizations))


def emails_with_seats(emails: Iterable[str], *, now: datetime, using: str = "default") -> set[str]:
    """Return those of the addresses to which an invitation or an offer waits: that there is one, not what it says."""
    wanted, found = list(emails), set[str]()
    for model in (Invitation, PartnershipOffer):
        rows = model.objects.using(using).filter(email__in=wanted, expires_at__gt=now)
        found.update(rows.values_list("email", flat=True))
    return found


def organization_itself(organization_id: UUID) -> Actor:
    """Return an organization as nobody in particular, without rights, with its parties of today; in a sweep's door."""
    rows = Party.objects.using("system").filter(organization_id=organization_id)
    parties = dict(rows.values_list("partnership_id", "id"))
    return Actor(None, organization_id, parties=parties, organization_ids=(organization_id,))
