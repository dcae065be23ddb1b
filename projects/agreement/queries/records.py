"""The shapes in which versions leave the room: frozen, nothing lazy."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from projects.agreement.kinds import kind_named
from projects.agreement.models import Status
from projects.agreement.rules import missing_sides


@dataclass(frozen=True)
class SignatureSeen:
    """One person's signature for a side."""

    party_id: UUID
    person: str
    person_id: UUID
    signed_at: datetime


@dataclass(frozen=True)
class CorrectionSeen:
    """A slip of the pen that was put right; `values_before` is the whole of what stood there."""

    party_id: UUID
    person: str
    corrected_at: datetime
    values_before: str


@dataclass(frozen=True)
class VersionSeen:
    """A proposal. `waiting` are the parties whose signatures are not all there, in no order; empty once it is closed.

    `number` counts from 1 within its subject; `link` is its number in the partnership's chain once it was in force.
    """

    id: UUID
    partnership_id: UUID
    agreement_id: UUID
    kind: str
    subject_id: UUID
    number: int
    status: str
    values: dict[str, Any]
    text_en: str
    text_sv: str
    word: str
    needs: dict[str, int]
    content_hash: str
    changes_id: UUID | None
    answers_id: UUID | None
    party_id: UUID
    person: str
    person_id: UUID | None
    proposed_at: datetime
    closed_party_id: UUID | None
    closed_by: str
    closed_at: datetime | None
    reason: str
    signatures: tuple[SignatureSeen, ...]
    corrections: tuple[CorrectionSeen, ...]
    is_in_force: bool
    link: int | None
    link_hash: str

    @property
    def title(self) -> str:
        """The title in the active language."""
        return str(kind_named(self.kind).name_of(self.values))

    @property
    def text(self) -> str:
        """The text as it was when it was written, in the active language."""
        return self.text_sv if (get_language() or "").startswith("sv") else self.text_en

    @property
    def is_open(self) -> bool:
        return self.status == Status.OPEN

    @property
    def waiting(self) -> tuple[UUID, ...]:
        if not self.is_open:
            return ()
        missing = missing_sides(self.needs, (one.party_id for one in self.signatures))
        return tuple(UUID(party) for party in missing)


@dataclass(frozen=True)
class AgreementSeen:
    """A subject with all its versions, newest first."""

    id: UUID
    partnership_id: UUID
    kind: str
    subject_id: UUID
    versions: tuple[VersionSeen, ...]

    @property
    def open(self) -> VersionSeen | None:
        return next((one for one in self.versions if one.is_open), None)

    @property
    def in_force(self) -> VersionSeen | None:
        return next((one for one in self.versions if one.is_in_force), None)

    @property
    def newest_number(self) -> int:
        return self.versions[0].number if self.versions else 0

    def version(self, version_id: UUID | None) -> VersionSeen | None:
        return next((one for one in self.versions if one.id == version_id), None)
