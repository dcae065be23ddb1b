"""What one side has opened to another: topic by topic, for what, and until when."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.tenancy import PartnershipKey, PartnershipOwned
from projects.openness.steps import Topic


class Grant(PartnershipOwned):
    """A step that `party` has opened a topic to `reader` at; what is opened is no secret among the parties.

    Written when every party has signed, never changed: signing anew or withdrawing ends it (`ended_at`) and another
    row says what holds from then on. `until` is its last day. `number` is the version of the agreement it came with.
    """

    party = PartnershipKey("accounts.Party", related_name="+")
    reader = PartnershipKey("accounts.Party", related_name="+")
    topic = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Topic])
    step = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=300)
    until = models.DateField()
    number = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    is_withdrawn = models.BooleanField(default=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "party", "reader", "topic"],
                condition=Q(ended_at=None),
                name="grant_once",
            ),
            models.CheckConstraint(condition=Q(step__gte=0, step__lte=4), name="grant_step"),
            models.CheckConstraint(condition=~Q(party=F("reader")), name="grant_to_another"),
        ]
