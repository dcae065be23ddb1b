"""Questions between sides: may we see this, because …"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import PartnershipKey, PartnershipOwned
from projects.openness.steps import Topic


class Ask(PartnershipOwned):
    """`party` asks `owner` to open a topic to a step. A yes becomes a proposal of openness, which all sides sign.

    `gives` is the step to which the asker offers to open the paired topic in return, 0 for nothing.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("Waits for an answer")
        AGREED = "agreed", _("Answered yes")
        DECLINED = "declined", _("Answered no")
        WITHDRAWN = "withdrawn", _("Taken back")

    party = PartnershipKey("accounts.Party", related_name="+")
    owner = PartnershipKey("accounts.Party", related_name="+")
    topic = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Topic])
    step = models.PositiveSmallIntegerField()
    gives = models.PositiveSmallIntegerField(default=0)
    because = models.CharField(max_length=1000)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    answer = models.CharField(max_length=1000, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "party", "owner", "topic"],
                condition=Q(status="open"),
                name="ask_open_once",
            ),
            models.CheckConstraint(condition=Q(step__gte=1, step__lte=4), name="ask_step"),
            models.CheckConstraint(condition=Q(gives__gte=0, gives__lte=4), name="ask_gives"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "-asked_at", "-id"], name="ask_newest"),
        ]
