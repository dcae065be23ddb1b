"""Who looked at what another side has opened, and when: its owner reads the log, and the reader reads the own lines."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from accounts.tenancy import PartnershipKey, PartyOwned


class Reading(PartyOwned):
    """One reader, one opened topic, one place and one clock hour (UTC); `times` counts the looks within it.

    `organization` owns what was read; `reader_organization` read it. `who` is the person, or the key of a program.
    """

    party = PartnershipKey("accounts.Party", related_name="+")
    reader = PartnershipKey("accounts.Party", related_name="+")
    reader_organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="+", db_index=False, editable=False
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    who = models.UUIDField()
    topic = models.CharField(max_length=20)
    step = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=40)
    hour = models.DateTimeField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta(PartyOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "party", "reader", "topic", "who", "place", "hour"],
                name="reading_an_hour_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "party", "-hour", "-id"], name="opened_reading_newest"),
        ]
