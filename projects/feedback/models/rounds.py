"""A pulse: what every side has signed about it, its rounds, and who is asked in each."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import PartnershipKey, PartnershipOwned


class PulseTerms(PartnershipOwned):
    """A signed rhythm and set of questions; the highest `number` holds. Without a row the standard set does."""

    class Rhythm(models.TextChoices):
        MONTHLY = "monthly", _("Every month")
        BIMONTHLY = "bimonthly", _("Every other month")
        QUARTERLY = "quarterly", _("Every quarter")
        BY_HAND = "by_hand", _("When either side opens one")

    number = models.PositiveIntegerField()
    rhythm = models.CharField(max_length=10, choices=Rhythm)
    months = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField()
    questions = models.JSONField()
    signed_at = models.DateTimeField()

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership", "number"], name="pulse_terms_number_once"),
        ]


class Round(PartnershipOwned):
    """One round, open from `opened_at` until it is revealed: all who are asked have answered, or `closes_at` has passed.

    `questions` and who is asked stand still from the start. Nothing here changes while people answer.
    """

    number = models.PositiveIntegerField()
    questions = models.JSONField()
    opened_on = models.DateField()
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    party = PartnershipKey("accounts.Party", null=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    revealed_at = models.DateTimeField(null=True)

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership", "number"], name="pulse_number_once"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opened_at")), name="pulse_closes_later"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "-opened_at", "-id"], name="pulse_newest"),
            models.Index(fields=["closes_at"], name="pulse_unrevealed", condition=Q(revealed_at=None)),
        ]


class Seat(PartnershipOwned):
    """Somebody who is asked in a round, as one of a side's people."""

    round = PartnershipKey("feedback.Round", related_name="seats")
    party = PartnershipKey("accounts.Party", related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "round", "party", "person"], name="pulse_seat_once"
            ),
        ]
