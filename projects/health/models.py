"""What each week's health was and what it was made of, so that every later change can be explained."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import PartnershipKey, PartnershipOwned


class Band(models.TextChoices):
    GOOD = "good", _("Good")
    WATCH = "watch", _("Watch")
    ACT = "act", _("Act")


class Snapshot(PartnershipOwned):
    """A partnership's week, from the Monday `week_on`, counted from facts up to `as_of`.

    `joint` is None until every party has a score; `band` is empty as long as there is too little evidence.
    """

    week_on = models.DateField()
    as_of = models.DateField()
    joint = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    coverage = models.DecimalField(max_digits=5, decimal_places=4)
    band = models.CharField(max_length=5, choices=Band, blank=True)
    formula = models.PositiveSmallIntegerField()
    computed_at = models.DateTimeField()

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership", "week_on"], name="health_snapshot_week_once"),
            models.CheckConstraint(
                condition=models.Q(joint=None) | models.Q(joint__gte=0, joint__lte=100),
                name="health_joint_0_to_100",
            ),
        ]


class PartyHealth(PartnershipOwned):
    """How well the partnership served one party that week."""

    snapshot = PartnershipKey("health.Snapshot", related_name="parties")
    party = PartnershipKey("accounts.Party", related_name="+")
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    coverage = models.DecimalField(max_digits=5, decimal_places=4)

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership", "snapshot", "party"], name="health_party_once"),
        ]


class Contribution(PartnershipOwned):
    """One part of a party's score: weight, freshness, score, the points it gave, and the fact behind it in numbers.

    Σ points of a party's rows is its score. `fact` holds numbers and days, never words: the sentence is told in the
    reader's language.
    """

    snapshot = PartnershipKey("health.Snapshot", related_name="contributions")
    party = PartnershipKey("accounts.Party", related_name="+")
    project = PartnershipKey("work.Project", null=True, related_name="+")
    dimension = models.CharField(max_length=12)
    part = models.CharField(max_length=16)
    weight = models.DecimalField(max_digits=7, decimal_places=4)
    freshness = models.DecimalField(max_digits=5, decimal_places=4)
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    points = models.DecimalField(max_digits=5, decimal_places=2)
    fact = models.JSONField(default=dict)

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "snapshot", "party", "dimension", "part", "project"],
                nulls_distinct=False,
                name="health_contribution_once",
            ),
        ]
