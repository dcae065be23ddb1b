"""Reading a partnership's chain for recomputing it: links beside what their versions' rows say today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from projects.agreement.canonical import canonical, fingerprint
from projects.agreement.chain import Fault, LinkRead, faults_of
from projects.agreement.content import link_content, signed_content
from projects.agreement.kinds import kind_named
from projects.agreement.models import Chain, Correction, Link, Signature, Version
from projects.agreement.reading import values_of
from projects.agreement.rules import missing_sides


@dataclass(frozen=True)
class LinkSeen:
    """One link as people see it. `content` is its canonical JSON, `title` what the version is called."""

    number: int
    hash: str
    previous_hash: str
    content: str
    made_at: datetime
    agreement_id: UUID
    version_number: int
    kind: str
    title: str


@dataclass(frozen=True)
class ChainSeen:
    """A chain, its newest link first; `faults` is what does not fit, `number` and `hash` its recorded end."""

    links: tuple[LinkSeen, ...]
    faults: tuple[Fault, ...]
    number: int
    hash: str

    @property
    def is_unbroken(self) -> bool:
        return not self.faults


def chain_seen(partnership_id: UUID, *, using: str = "default") -> ChainSeen:
    """Read and recompute a partnership's chain, in four queries."""
    rows = Link.objects.using(using).filter(partnership_id=partnership_id)
    links = list(rows.select_related("version__agreement").order_by("number"))
    end = Chain.objects.using(using).filter(partnership_id=partnership_id).first()
    number, last_hash = (end.number, end.hash) if end else (0, "")
    faults = faults_of(_read(partnership_id, links, using), last_number=number, last_hash=last_hash)
    return ChainSeen(tuple(_seen(one) for one in reversed(links)), tuple(faults), number, last_hash)


def _read(partnership_id: UUID, links: Sequence[Link], using: str) -> list[LinkRead]:
    of_these = {"partnership_id": partnership_id, "version_id__in": [one.version_id for one in links]}
    signatures = list(Signature.objects.using(using).filter(**of_these))
    corrections = list(Correction.objects.using(using).filter(**of_these))
    return [
        _beside(
            link,
            [one for one in signatures if one.version_id == link.version_id],
            [one for one in corrections if one.version_id == link.version_id],
        )
        for link in links
    ]


def _beside(link: Link, signatures: list[Signature], corrections: list[Correction]) -> LinkRead:
    version: Version = link.version
    now = link_content(
        version.agreement,
        version,
        signatures=signatures,
        corrections=corrections,
        number=link.number,
        at=version.closed_at or link.made_at,
    )
    return LinkRead(
        number=link.number,
        version_id=link.version_id,
        content=link.content,
        previous_hash=link.previous_hash,
        hash=link.hash,
        now=canonical(now) if _is_true(version) else None,
        is_signed_by_all=_signed_by_all(version, signatures, corrections),
    )


def _is_true(version: Version) -> bool:
    """Whether the hash that people signed is that of the text which stands there."""
    return fingerprint(canonical(signed_content(version.agreement, version))) == version.content_hash


def _signed_by_all(version: Version, signatures: list[Signature], corrections: list[Correction]) -> bool:
    """Whether every side signed this text, or the text before a slip of the pen was put right in it."""
    texts = {version.content_hash, *(one.hash_before for one in corrections)}
    signed = [one.party_id for one in signatures if one.content_hash in texts]
    return bool(version.needs) and not missing_sides(version.needs, signed)


def _seen(link: Link) -> LinkSeen:
    version: Version = link.version
    kind = kind_named(version.agreement.kind)
    return LinkSeen(
        number=link.number,
        hash=link.hash,
        previous_hash=link.previous_hash,
        content=link.content,
        made_at=link.made_at,
        agreement_id=version.agreement_id,
        version_number=version.number,
        kind=kind.name,
        title=str(kind.name_of(values_of(version))),
    )
