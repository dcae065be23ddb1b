"""Binding a version that comes into force to the chain of its partnership."""

from datetime import datetime

from projects.agreement.canonical import canonical, link_hash
from projects.agreement.content import link_content
from projects.agreement.models import Agreement, Chain, Correction, Link, Signature, Version


def add_link(agreement: Agreement, version: Version, *, now: datetime) -> Link:
    """Write the next link: the version, its signatures and corrections, bound to the link before by its hash."""
    chain = _held_chain(agreement)
    of_version = {"partnership_id": agreement.partnership_id, "version": version}
    content = canonical(
        link_content(
            agreement,
            version,
            signatures=Signature.objects.filter(**of_version),
            corrections=Correction.objects.filter(**of_version),
            number=chain.number + 1,
            at=now,
        )
    )
    link = Link.objects.create(
        partnership_id=agreement.partnership_id,
        number=chain.number + 1,
        version=version,
        content=content,
        previous_hash=chain.hash,
        hash=link_hash(chain.hash, content),
        made_at=now,
    )
    chain.number, chain.hash = link.number, link.hash
    chain.save(update_fields=["number", "hash"])
    return link  # type: ignore[no-any-return]


def _held_chain(agreement: Agreement) -> Chain:
    """Lock the end of the chain: two subjects signed in the same second get a link each, one after the other."""
    owner = {"partnership_id": agreement.partnership_id}
    Chain.objects.bulk_create([Chain(**owner)], ignore_conflicts=True)
    return Chain.objects.select_for_update().get(**owner)  # type: ignore[no-any-return]
