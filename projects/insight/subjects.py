"""What a question or a use may name besides insight: projects, deliverables, goals. Rooms above register how to find them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise

Names = Callable[[UUID, Iterable[UUID]], dict[UUID, str]]
Choices = Callable[[UUID], list[tuple[UUID, str]]]
Address = Callable[[UUID, UUID], str]


@dataclass(frozen=True)
class SubjectKind:
    """`names` finds by partnership and ids what the reader may see; `choices` is what a form offers."""

    label: str | Promise
    names: Names
    choices: Choices
    address: Address


_kinds: dict[str, SubjectKind] = {}


def register_subject(kind: str, found_by: SubjectKind) -> None:
    """Let things of a kind be named; the same kind again replaces it."""
    _kinds[kind] = found_by


def subject_kinds() -> dict[str, SubjectKind]:
    """Return every kind, in the order of registration."""
    return dict(_kinds)


def subject_name(partnership_id: UUID, kind: str, subject_id: UUID | None) -> str:
    """Return what a subject is called; "" for none, for an unknown kind and for what is not there."""
    found = _kinds.get(kind)
    if found is None or subject_id is None:
        return ""
    return found.names(partnership_id, [subject_id]).get(subject_id, "")


def subject_address(partnership_id: UUID, kind: str, subject_id: UUID) -> str:
    """Return the page of a subject."""
    return _kinds[kind].address(partnership_id, subject_id)
