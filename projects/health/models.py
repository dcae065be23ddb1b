"""What each week's health was and what it was made of, so that every later change can be explained."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import ImpliedKey, PartnershipKey, PartnershipOwned
from projects.health.formula import SPREAD_WEIGHT


class Band(models.TextChoices):
    GOOD = "good", _("Good")
    WATCH = "watch", _("Watch")
    ACT = "act", _("Act")


class Snapshot(PartnershipOwned):
    """A partnership's week, from the Monday `week_on`, counted from facts up to `as_of`.

    `joint` is None until every party has a score; `band` is empty as long as there is too little evidence.
    `spread_weight` is the λ that was in force: a later change of it explains itself. `alerts` is what held in the week:
    kind, the Monday since which it holds, and its numbers.
    """

    week_on = models.DateField()
    as_of = models.DateField()
    joint = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    coverage = models.DecimalField(max_digits=5, decimal_places=4)
    band = models.CharField(max_length=5, choices=Band, blank=True)
    spread_weight = models.DecimalField(max_digits=3, decimal_places=2, default=SPREAD_WEIGHT)
    alerts = models.JSONField(default=list)
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

    partnership = ImpliedKey("accounts.Partnership", related_name="+", editable=False)
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
    reader's language. `subject_id` is what the row is about, if anything: the dimension says of what kind (a project
    for delivery, a goal for goals), so a new dimension needs no new column. A row rests on its party's score: the
    database holds (partnership, snapshot, party) as one reference to `PartyHealth`, which implies the three.
    """

    partnership = ImpliedKey("accounts.Partnership", related_name="+", editable=False)
    snapshot = ImpliedKey("health.Snapshot", related_name="contributions")
    party = ImpliedKey("accounts.Party", related_name="+")
    subject_id = models.UUIDField(null=True)
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
                fields=["partnership", "snapshot", "party", "dimension", "part", "subject_id"],
                nulls_distinct=False,
                name="health_contribution_once",
            ),
        ]


class Weights(PartnershipOwned):
    """Signed weights of the score, for weeks from the Monday `from_on`; the latest signed one counts. Never changed.

    `weights` maps each dimension to a decimal in text; they sum to 100. `number` is the signed version's.
    """

    number = models.PositiveIntegerField()
    from_on = models.DateField()
    weights = models.JSONField()
    spread_weight = models.DecimalField(max_digits=3, decimal_places=2)
    signed_at = models.DateTimeField()

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership", "number"], name="health_weights_number_once"),
            models.CheckConstraint(
                condition=models.Q(spread_weight__gte=0, spread_weight__lte=Decimal("0.5")),
                name="health_spread_0_to_half",
            ),
        ]
