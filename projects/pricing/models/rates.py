"""What an organization asks and pays for an hour, by role and from a day on; and the exchange rates it reckons with."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import OrganizationOwned


class Rate(OrganizationOwned):
    """A line of the own rate card, private until opened: it holds from `valid_from` until the role's next line.

    Money an hour, excl. VAT. `role_key` is the role in lower case, by which work entries and sheets find it.
    """

    role = models.CharField(_("role"), max_length=80)
    role_key = models.CharField(max_length=80, editable=False)
    valid_from = models.DateField(_("valid from"))
    currency = models.CharField(_("currency"), max_length=3)
    hourly_rate = models.DecimalField(
        _("hourly rate"), max_digits=12, decimal_places=4, null=True, blank=True
    )
    hourly_cost = models.DecimalField(
        _("hourly cost"), max_digits=12, decimal_places=4, null=True, blank=True
    )
    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(OrganizationOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organization", "role_key", "currency", "valid_from"], name="rate_from_a_day_once"
            ),
            models.CheckConstraint(
                condition=(Q(hourly_rate=None) | Q(hourly_rate__gte=0))
                & (Q(hourly_cost=None) | Q(hourly_cost__gte=0)),
                name="rate_not_negative",
            ),
        ]


class ExchangeRate(OrganizationOwned):
    """One unit of `base` in `quote`, as the organization states it for a day on."""

    base = models.CharField(max_length=3)
    quote = models.CharField(max_length=3)
    rate = models.DecimalField(max_digits=18, decimal_places=8)
    stated_on = models.DateField()
    source = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()

    class Meta(OrganizationOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organization", "base", "quote", "stated_on"], name="exchange_rate_of_a_day_once"
            ),
            models.CheckConstraint(condition=Q(rate__gt=0), name="exchange_rate_positive"),
            models.CheckConstraint(condition=~Q(base=F("quote")), name="exchange_rate_between_two"),
        ]
