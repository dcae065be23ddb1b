"""Who acts: a person or a key, for one organization, with that organization's parties and the role's rights."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from accounts.access import Right, rights_of, rights_within
from partnership.kit.errors import NotAllowed, NotThere


@dataclass(frozen=True)
class Standing:
    """One organization that a person may act for; `parties` maps partnership to the organization's party in it."""

    organization_id: UUID
    name: str
    role: str
    parties: Mapping[UUID, UUID]
    organization_ids: tuple[UUID, ...]

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> "Standing":
        return cls(
            organization_id=UUID(row["organization"]),
            name=row["name"],
            role=row["role"],
            parties=_parties(row["parties"]),
            organization_ids=_ids(row["organizations"]),
        )


@dataclass(frozen=True)
class Actor:
    """Frozen for a whole request or task. `organization_id` is None for a person who has no organization yet."""

    person_id: UUID | None
    organization_id: UUID | None
    role: str = ""
    rights: frozenset[Right] = frozenset()
    parties: Mapping[UUID, UUID] = field(default_factory=dict)
    organization_ids: tuple[UUID, ...] = ()
    emails: tuple[str, ...] = ()
    key_id: UUID | None = None
    organization_name: str = ""
    standings: tuple[Standing, ...] = ()
    behind: "Actor | None" = None
    """Who really sits there, while this actor is another side as which that person looks at the pages."""

    @classmethod
    def of_person(
        cls,
        person_id: UUID,
        standing: Standing | None,
        *,
        emails: tuple[str, ...] = (),
        standings: tuple[Standing, ...] = (),
    ) -> "Actor":
        if standing is None:
            own = tuple(s.organization_id for s in standings)
            return cls(
                person_id,
                None,
                emails=emails,
                standings=standings,
                organization_ids=own,
            )
        return cls(
            person_id=person_id,
            organization_id=standing.organization_id,
            role=standing.role,
            rights=rights_of(standing.role),
            parties=standing.parties,
            organization_ids=standing.organization_ids,
            emails=emails,
            organization_name=standing.name,
            standings=standings,
        )

    @classmethod
    def of_key(cls, row: Mapping[str, Any]) -> "Actor":
        """A personal key acts as its maker; an organization's key as a service, with the maker's role at most."""
        return cls(
            person_id=UUID(row["made_by"]) if row["kind"] == "personal" else None,
            organization_id=UUID(row["organization"]),
            role=row["role"],
            rights=rights_within(row["role"], row["scopes"]),
            parties=_parties(row["parties"]),
            organization_ids=_ids(row["organizations"]),
            key_id=UUID(row["key"]),
            organization_name=row["name"],
        )

    def may(self, right: Right) -> bool:
        """Say whether the role has the right, for pages that offer or leave out a button."""
        return right in self.rights

    def require(self, right: Right, *rows: object) -> None:
        """Pass only who may do it with these rows.

        NotThere for rows of strangers; NotAllowed for what a partner shows but keeps to itself, and for the role.
        """
        foreign = [row for row in rows if not self._owns(row)]
        if not all(getattr(row, "seen_by_partners", False) and self._meets(row) for row in foreign):
            raise NotThere
        if foreign or right not in self.rights:
            raise NotAllowed

    def party_id(self, partnership_id: UUID) -> UUID:
        """Return the party that the actor is in the partnership; raise NotThere for a stranger."""
        found = self.parties.get(partnership_id)
        if found is None:
            raise NotThere
        return found

    def party_in(self, partnership_id: UUID) -> UUID | None:
        """Return the actor's party in the partnership, or None."""
        return self.parties.get(partnership_id)

    def _owns(self, row: object) -> bool:
        owner = _owner(row)
        return owner is not None and (owner in self.parties or owner == self.organization_id)

    def _meets(self, row: object) -> bool:
        return _owner(row) in self.organization_ids


def _owner(row: object) -> UUID | None:
    """The partnership or organization that a row belongs to; of these themselves, their own id."""
    owners = (getattr(row, name, None) for name in ("partnership_id", "organization_id", "id"))
    return next((owner for owner in owners if owner is not None), None)


def _ids(values: Iterable[str]) -> tuple[UUID, ...]:
    return tuple(UUID(value) for value in values)


def _parties(row: Mapping[str, str]) -> dict[UUID, UUID]:
    return {UUID(partnership): UUID(party) for partnership, party in row.items()}
