"""What the sides write together before anybody proposes it, and what it started from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.queries import names_of
from projects.agreement.canonical import canonical, fingerprint
from projects.agreement.fields import Field, Values
from projects.agreement.models import Draft
from projects.agreement.shape import shaped

from .records import VersionSeen
from .seen import newest_number, open_version, version_in_force


@dataclass(frozen=True)
class Written:
    """Who wrote last, and when."""

    party_id: UUID
    person: str
    at: datetime


@dataclass(frozen=True)
class DraftSeen:
    """A shared draft. `version` grows with each save; `based_on` is the newest proposal's number when it began.

    `steps` says who wrote each step last, for those that were written in this draft.
    """

    id: UUID
    version: int
    based_on: int
    values: dict[str, Any]
    steps: Mapping[int, Written]
    last: Written


@dataclass(frozen=True)
class WorkingCopy:
    """What the next save starts from: the draft, else the open proposal, else what is in force, else nothing."""

    values: dict[str, Any]
    draft: DraftSeen | None
    open: VersionSeen | None
    in_force: VersionSeen | None
    newest: int

    @property
    def is_behind(self) -> bool:
        """Whether something has been proposed since the draft began."""
        return self.draft is not None and self.draft.based_on < self.newest


def working_copy(partnership_id: UUID, kind: str, subject_id: UUID, fields: Sequence[Field]) -> WorkingCopy:
    """Return the shared text of a subject as it stands, in a constant number of queries."""
    draft = draft_about(partnership_id, kind, subject_id)
    waits = open_version(partnership_id, kind, subject_id)
    holds = version_in_force(partnership_id, kind, subject_id)
    start = draft or waits or holds
    return WorkingCopy(
        values=known(fields, start.values if start else {}),
        draft=draft,
        open=waits,
        in_force=holds,
        newest=newest_number(partnership_id, kind, subject_id),
    )


def draft_about(partnership_id: UUID, kind: str, subject_id: UUID) -> DraftSeen | None:
    """Return the draft about a subject, None while nobody has begun one."""
    row = Draft.objects.filter(partnership_id=partnership_id, kind=kind, subject_id=subject_id).first()
    return drafts_seen([row])[0] if row else None


def drafts_seen(rows: Sequence[Draft]) -> list[DraftSeen]:
    """Read drafts with the names of those who wrote; one query."""
    people = names_of(person for row in rows for person in _writers(row))
    return [_seen(row, people) for row in rows]


def known(fields: Sequence[Field], values: Values) -> dict[str, Any]:
    """Return the values with every field in it, and nothing that no field names."""
    return shaped(fields, {field.name: values.get(field.name) for field in fields})


def mark_of(part: Values) -> str:
    """Return a short text that is another for other values: what a form carries to notice what was written meanwhile."""
    return fingerprint(canonical(part))


def _writers(row: Draft) -> list[UUID | None]:
    return [row.person_id, *(_id(one["person"]) for one in row.values["steps"].values())]


def _seen(row: Draft, people: Mapping[UUID, str]) -> DraftSeen:
    return DraftSeen(
        id=row.id,
        version=row.version,
        based_on=row.values["based_on"],
        values=row.values["values"],
        steps={int(number): _written(one, people) for number, one in row.values["steps"].items()},
        last=Written(row.party_id, _name(people, row.person_id), row.updated_at),
    )


def _written(one: Mapping[str, Any], people: Mapping[UUID, str]) -> Written:
    return Written(UUID(one["party"]), _name(people, _id(one["person"])), datetime.fromisoformat(one["at"]))


def _name(people: Mapping[UUID, str], person_id: UUID | None) -> str:
    return people.get(person_id, "") if person_id else ""


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None
