"""What the parties agreed about a goal, version by version, so that a past week is read by the terms of its time."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import PartnershipKey, PartnershipOwned
from projects.goals.progress import MeasureKind

NUMBER: dict[str, Any] = {"max_digits": 16, "decimal_places": 4}


class Kind(models.TextChoices):
    UP = MeasureKind.UP, _("Reach a number, upwards")
    DOWN = MeasureKind.DOWN, _("Reach a number, downwards")
    AT_LEAST = MeasureKind.AT_LEAST, _("Stay at or above")
    AT_MOST = MeasureKind.AT_MOST, _("Stay at or below")
    YES_NO = MeasureKind.YES_NO, _("Yes or no")
    STEPS = MeasureKind.STEPS, _("Several steps")


class Terms(PartnershipOwned):
    """What holds about a goal from `from_on` until the day before `until_on`; `number` is the version signed."""

    goal = PartnershipKey("goals.Goal", related_name="terms")
    number = models.PositiveIntegerField()
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    name = models.CharField(max_length=300)
    parent = PartnershipKey("goals.Goal", null=True, related_name="+")
    weight = models.DecimalField(**NUMBER)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership", "goal", "number"], name="terms_number_once"),
            models.UniqueConstraint(
                fields=["partnership", "goal"], condition=Q(until_on=None), name="terms_in_force_once"
            ),
            models.CheckConstraint(condition=Q(weight__gt=0), name="terms_weight_positive"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")), name="terms_period_in_order"
            ),
        ]


class GoalSide(PartnershipOwned):
    """Why a goal matters for one party, who owns it there, and what the party gives: its own measurable commitment."""

    terms = PartnershipKey("goals.Terms", related_name="sides")
    party = PartnershipKey("accounts.Party", related_name="+")
    why = models.TextField()
    owner = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", db_index=False)
    owner_name = models.CharField(max_length=300)
    contribution = models.TextField()
    amount = models.DecimalField(**NUMBER, null=True)
    unit = models.CharField(max_length=300, blank=True)

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership", "terms", "party"], name="goal_side_once"),
        ]


class GoalProject(PartnershipOwned):
    """A project that a goal depends on."""

    terms = PartnershipKey("goals.Terms", related_name="projects")
    project = PartnershipKey("work.Project", related_name="+")

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership", "terms", "project"], name="goal_project_once"),
        ]


class Measure(PartnershipOwned):
    """A measure through all its terms: readings stay with it when its target or weight is agreed anew."""

    goal = PartnershipKey("goals.Goal", related_name="measures")
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta(PartnershipOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "goal"], name="measure_of_goal"),
        ]


class Step(PartnershipOwned):
    """One of several steps; `name` is the newest one."""

    measure = PartnershipKey("goals.Measure", related_name="steps")
    name = models.CharField(max_length=300)

    class Meta(PartnershipOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "measure"], name="step_of_measure"),
        ]


class MeasureTerms(PartnershipOwned):
    """A measure as it was agreed; `step_ids` are its steps in order."""

    terms = PartnershipKey("goals.Terms", related_name="measures")
    measure = PartnershipKey("goals.Measure", related_name="terms")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    start = models.DecimalField(**NUMBER, null=True)
    target = models.DecimalField(**NUMBER, null=True)
    unit = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True)
    weight = models.DecimalField(**NUMBER)
    step_ids = ArrayField(models.UUIDField(), default=list)

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership", "terms", "measure"], name="measure_terms_once"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="measure_weight_positive"),
        ]
