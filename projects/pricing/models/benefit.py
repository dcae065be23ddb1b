"""What each side gains and gives, and what both have built together."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import PartnershipKey, PartnershipOwned, PartyOwned


class Sort(models.TextChoices):
    OUTCOME_VALUE = "outcome_value", _("Value of an outcome")
    OWN_HOURS = "own_hours", _("Own hours")
    REFERENCE = "reference", _("Reference")
    LEARNING = "learning", _("Learning")
    OTHER = "other", _("Something else")


class Entry(PartyOwned):
    """A line of the benefit ledger: something that a side gains or gives, in words and, if it can be said, in money.

    Its own side's row: others see it as far as the topic is opened. `value` is money excl. VAT; of own hours it is
    hours × own rate. `version` grows with each change, and a confirmation is of one version.
    """

    class Way(models.TextChoices):
        GAIN = "gain", _("Gain")
        CONTRIBUTION = "contribution", _("Contribution")

    party = PartnershipKey("accounts.Party", related_name="+")
    way = models.CharField(max_length=12, choices=Way)
    sort = models.CharField(max_length=14, choices=Sort)
    text = models.CharField(max_length=1000)
    done_on = models.DateField()
    hours = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    value = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    currency = models.CharField(max_length=3)
    project = PartnershipKey("work.Project", null=True, related_name="+")
    goal = PartnershipKey("goals.Goal", null=True, related_name="+")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True)

    class Meta(PartyOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=(Q(value=None) | Q(value__gte=0)) & (Q(hours=None) | Q(hours__gte=0)),
                name="entry_not_negative",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "organization", "-done_on", "-id"], name="ledger_newest"),
        ]


class Posted(PartnershipOwned):
    """That an entry stands in a side's ledger: what finding it and waiting for a word on it take, and nothing it says.

    Read only as far as its side has opened the topic (`pricing/queries/posted.py`), as the entry itself is.
    """

    entry = PartnershipKey("pricing.Entry", related_name="+")
    party = PartnershipKey("accounts.Party", related_name="+")
    project = PartnershipKey("work.Project", null=True, related_name="+")
    is_in_words = models.BooleanField()
    entry_version = models.PositiveIntegerField()
    posted_at = models.DateTimeField()

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership", "entry"], name="posted_once"),
        ]


class Confirmation(PartnershipOwned):
    """Another side's yes or no to one version of an entry."""

    entry = PartnershipKey("pricing.Entry", related_name="+")
    entry_version = models.PositiveIntegerField()
    party = PartnershipKey("accounts.Party", related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    agrees = models.BooleanField()
    word = models.CharField(max_length=1000, blank=True)
    said_at = models.DateTimeField()

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "entry", "entry_version", "party"], name="confirmation_once"
            ),
        ]


class Shared(PartnershipOwned):
    """Something that the sides have put into the relationship together, or lost when somebody left: hours, shared by all."""

    class Sort(models.TextChoices):
        ONBOARDING = "onboarding", _("Getting to know the business")
        INSIGHT = "insight", _("Insight session")
        DOCUMENT = "document", _("Document or routine")
        TRAINED = "trained", _("Trained person")
        DEPARTURE = "departure", _("Somebody left")

    party = PartnershipKey("accounts.Party", related_name="+")
    sort = models.CharField(max_length=12, choices=Sort)
    text = models.CharField(max_length=300)
    done_on = models.DateField()
    hours = models.DecimalField(max_digits=9, decimal_places=2)
    created_at = models.DateTimeField()

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(hours__gt=0), name="shared_hours_positive"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "-done_on", "-id"], name="shared_newest"),
        ]


class Replacement(PartyOwned):
    """What starting over would cost one side, by its own numbers: {name of the input: decimal as text}."""

    party = PartnershipKey("accounts.Party", related_name="+")
    currency = models.CharField(max_length=3)
    inputs = models.JSONField(default=dict)
    updated_at = models.DateTimeField()

    class Meta(PartyOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership", "organization"], name="replacement_once"),
        ]
