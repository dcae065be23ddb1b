"""Key figures: one side's numbers over time. Only that side reads the rows; others see them through the gate."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import PartnershipKey, PartyOwned

from .pages import PERSON

NUMBER: dict[str, Any] = {"max_digits": 16, "decimal_places": 4}


class Figure(PartyOwned):
    """A key figure; `band` is how wide the ranges are that step 2 tells, fixed so that it tells nothing of a number."""

    class Direction(models.TextChoices):
        UP = "up", _("At or above the target")
        DOWN = "down", _("At or below the target")

    class Monthly(models.TextChoices):
        LAST = "last", _("The last value")
        MEAN = "mean", _("The mean of the values")
        SUM = "sum", _("The sum of the values")

    party = PartnershipKey("accounts.Party", related_name="+")
    name = models.CharField(max_length=120)
    unit = models.CharField(max_length=40)
    target = models.DecimalField(**NUMBER, null=True)
    direction = models.CharField(max_length=4, choices=Direction, default=Direction.UP)
    monthly = models.CharField(max_length=4, choices=Monthly, default=Monthly.LAST)
    band = models.DecimalField(**NUMBER)
    source = models.CharField(max_length=200, blank=True)
    purpose = models.CharField(max_length=300, blank=True)
    archived_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta(PartyOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(band__gt=0), name="insight_figure_band"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "organization", "-id"], name="insight_figure_newest"),
        ]

    def __str__(self) -> str:
        return self.name


class FigureValue(PartyOwned):
    """A value of a day. Never changed or deleted: a later one of the day counts, and the earlier stays as history."""

    class Source(models.TextChoices):
        API = "api", _("API")
        CSV = "csv", _("File")
        HAND = "hand", _("By hand")

    figure = PartnershipKey("insight.Figure", related_name="values")
    value = models.DecimalField(**NUMBER)
    read_on = models.DateField()
    recorded_at = models.DateTimeField()
    source_kind = models.CharField(max_length=4, choices=Source)
    source_name = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey("accounts.User", null=True, **PERSON)

    class Meta(PartyOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["partnership", "figure", "-read_on", "-recorded_at", "-id"],
                name="insight_value_newest",
            ),
        ]
