"""What both sides have agreed can be billed for a period."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import PartnershipKey, PartnershipOwned
from projects.work.models.project import Stamped


class Billing(Stamped):
    """A basis for one project and one period, both days included. `number` counts within the partnership, once agreed.

    `values` is what was put forward or signed last; the lines are there, the hours behind them are `Billed`.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("Waits for signatures")
        AGREED = "agreed", _("Agreed")
        DROPPED = "dropped", _("Dropped")

    project = PartnershipKey("work.Project", related_name="+")
    from_on = models.DateField()
    to_on = models.DateField()
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    number = models.PositiveIntegerField(null=True)
    currency = models.CharField(max_length=3)
    price = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    values = models.JSONField(default=dict)
    agreed_at = models.DateTimeField(null=True)

    class Meta(Stamped.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "number"],
                condition=Q(number__isnull=False),
                name="billing_number_once",
            ),
            models.UniqueConstraint(
                fields=["partnership", "project", "from_on"],
                condition=~Q(status="dropped"),
                name="billing_period_once",
            ),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="billing_period_forward"),
            models.CheckConstraint(
                condition=~Q(status="agreed") | Q(number__isnull=False, agreed_at__isnull=False),
                name="billing_agreed_has_a_number",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "-from_on", "-id"], name="billing_newest"),
        ]


class Billed(PartnershipOwned):
    """An approved entry or outlay that an agreed basis holds: never in two."""

    billing = PartnershipKey("pricing.Billing", related_name="+")
    work_entry = PartnershipKey("work.WorkEntry", null=True, related_name="+")
    outlay = PartnershipKey("pricing.Outlay", null=True, related_name="+")

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "work_entry"],
                condition=Q(work_entry__isnull=False),
                name="entry_billed_once",
            ),
            models.UniqueConstraint(
                fields=["partnership", "outlay"], condition=Q(outlay__isnull=False), name="outlay_billed_once"
            ),
            models.CheckConstraint(
                condition=Q(work_entry__isnull=False, outlay=None) | Q(work_entry=None, outlay__isnull=False),
                name="billed_is_one_thing",
            ),
        ]
