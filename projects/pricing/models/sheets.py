"""Price sheets and sharing rules as the parties have signed them; what the deliverer's lines cost is its own table."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.tenancy import PartnershipKey, PartnershipOwned, PartyOwned


class Sheet(PartnershipOwned):
    """A price sheet in force from the moment of its last signature until the next version's: rows are never changed.

    `values` is what was signed (`pricing/sheet.py`); money excl. VAT in `currency`.
    """

    project = PartnershipKey("work.Project", related_name="+")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    currency = models.CharField(max_length=3)
    price = models.DecimalField(max_digits=16, decimal_places=4)
    values = models.JSONField()
    from_on = models.DateField()
    signed_at = models.DateTimeField()

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership", "project", "number"], name="sheet_number_once"),
        ]


class SheetLine(PartnershipOwned):
    """A line of a signed sheet, as SQL counts with it; `line` is the id that the line keeps through all versions."""

    sheet = PartnershipKey("pricing.Sheet", related_name="lines")
    project = PartnershipKey("work.Project", related_name="+")
    line = models.CharField(max_length=64)
    sort = models.CharField(max_length=12)
    role_key = models.CharField(max_length=80, blank=True)
    text = models.CharField(max_length=300, blank=True)
    hours = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    rate = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    price = models.DecimalField(max_digits=16, decimal_places=4)

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership", "sheet", "line"], name="sheet_line_once"),
        ]


class LineCost(PartyOwned):
    """What a line costs the side that delivers: its own row, from version `number` of the sheet on until a later one."""

    project = PartnershipKey("work.Project", related_name="+")
    line = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    hourly_cost = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    cost = models.DecimalField(max_digits=16, decimal_places=4)
    stated_at = models.DateTimeField()

    class Meta(PartyOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "organization", "project", "line", "number"], name="line_cost_once"
            ),
            models.CheckConstraint(condition=Q(cost__gte=0), name="line_cost_not_negative"),
        ]


class Sharing(PartnershipOwned):
    """A signed sharing rule: the target and its bands (`pricing/shares.py`), from the moment of the last signature."""

    project = PartnershipKey("work.Project", related_name="+")
    number = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    target = models.DecimalField(max_digits=16, decimal_places=4)
    bands = models.JSONField()
    signed_at = models.DateTimeField()

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership", "project", "number"], name="sharing_number_once"),
            models.CheckConstraint(condition=Q(target__gt=0), name="sharing_target_positive"),
        ]
