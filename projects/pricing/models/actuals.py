"""What was bought in for a project: its price is shared, its cost is the buyer's own."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.tenancy import PartnershipKey, PartyOwned
from projects.work.models.project import Stamped


class Outlay(Stamped):
    """Something bought in, a tool, travel: `price` is what the project is charged, excl. VAT.

    `line` is the sheet's line that it belongs to, "" for none. The other side approves it before it is billed.
    """

    project = PartnershipKey("work.Project", related_name="+")
    party = PartnershipKey("accounts.Party", related_name="+")
    line = models.CharField(max_length=64, blank=True)
    sort = models.CharField(max_length=12)
    text = models.CharField(max_length=300)
    done_on = models.DateField()
    price = models.DecimalField(max_digits=16, decimal_places=4)
    currency = models.CharField(max_length=3)
    approved_at = models.DateTimeField(null=True)
    approved_by = PartnershipKey("accounts.Party", null=True, related_name="+")

    class Meta(Stamped.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(price__gte=0), name="outlay_price_not_negative"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "project", "-done_on", "-id"], name="outlay_of_project"),
        ]


class OutlayCost(PartyOwned):
    """What it cost the side that bought it; nobody else reads this row."""

    outlay = PartnershipKey("pricing.Outlay", related_name="+")
    cost = models.DecimalField(max_digits=16, decimal_places=4)

    class Meta(PartyOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership", "outlay"], name="outlay_cost_once"),
            models.CheckConstraint(condition=Q(cost__gte=0), name="outlay_cost_not_negative"),
        ]
