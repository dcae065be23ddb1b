"""The chain of a partnership: every version that came into force, each link bound to the one before it."""

from typing import ClassVar

from django.db import models

from accounts.tenancy import PartnershipKey, PartnershipOwned


class Link(PartnershipOwned):
    """`hash` is the SHA-256 of the previous link's hash, a line break and `content` (canonical JSON, RFC 8785)."""

    number = models.PositiveIntegerField()
    version = PartnershipKey("agreement.Version", related_name="+")
    content = models.TextField()
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership", "number"], name="link_number_once"),
            models.UniqueConstraint(fields=["partnership", "version"], name="link_version_once"),
        ]


class Chain(PartnershipOwned):
    """Where a partnership's chain ends: its row is the lock for the next link, and shows when links were cut off."""

    number = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership"], name="chain_once"),
        ]
