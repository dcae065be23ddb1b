"""Recomputing a partnership's chain and naming what does not fit. Pure.

What it finds: a link that was edited, taken out, put in between or cut off the end, a version or signature whose row says
something else than its link. What it can't find alone: a chain that was computed anew as a whole. Against that stand the
copies: every letter and webhook about a signing carries the link's number and hash.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from projects.agreement.canonical import link_hash


class Break(StrEnum):
    MISSING = "missing"  # a number is not there
    ALTERED = "altered"  # the content does not give the hash
    UNBOUND = "unbound"  # it does not follow from the link before
    CUT = "cut"  # the chain ends before its recorded end
    VERSION = "version"  # the version's row says something else than the link
    UNSIGNED = "unsigned"  # not every side's signature is there


@dataclass(frozen=True, slots=True)
class LinkRead:
    """A link as it is stored. `now` is its content made anew from the version's rows, None if they are gone."""

    number: int
    version_id: UUID
    content: str
    previous_hash: str
    hash: str
    now: str | None
    is_signed_by_all: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with which link (by its number in the chain)."""

    number: int
    what: Break


def faults_of(links: Sequence[LinkRead], *, last_number: int, last_hash: str) -> list[Fault]:
    """Return everything that does not fit, by number; empty for an unbroken chain.

    `last_number` and `last_hash` are the recorded end of the chain: 0 and "" before the first link.
    """
    found = {one.number: one for one in links}
    last = max([last_number, *found])
    faults = [fault for number in range(1, last + 1) for fault in _of_link(found, number, last_number)]
    end = found.get(last_number)
    if end is not None and end.hash != last_hash and not any(fault.number == last_number for fault in faults):
        faults.append(Fault(last_number, Break.UNBOUND))
    return faults


def _of_link(found: Mapping[int, LinkRead], number: int, last_number: int) -> Iterator[Fault]:
    link = found.get(number)
    if link is None:
        is_tail = not any(other > number for other in found)
        yield Fault(number, Break.CUT if is_tail else Break.MISSING)
        return
    before = found.get(number - 1)
    if link_hash(link.previous_hash, link.content) != link.hash:
        yield Fault(number, Break.ALTERED)
    if number > last_number or link.previous_hash != _hash_before(number, before, link):
        yield Fault(number, Break.UNBOUND)
    if link.now != link.content:
        yield Fault(number, Break.VERSION)
    if not link.is_signed_by_all:
        yield Fault(number, Break.UNSIGNED)


def _hash_before(number: int, before: LinkRead | None, link: LinkRead) -> str:
    """What the link must be bound to; where the one before is gone, that is said there and not here again."""
    if number == 1:
        return ""
    return before.hash if before else link.previous_hash
