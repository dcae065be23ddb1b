"""Who binds an organization: the role gives the right to sign, a mandate limits one person's, a rule asks for two."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import OrganizationOwned


class Mandate(OrganizationOwned):
    """The most that one person signs for; amounts in the organization's currency. Without a row there is no limit."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", db_index=False)
    amount_limit = models.DecimalField(_("signs up to"), max_digits=14, decimal_places=2)
    updated_at = models.DateTimeField()

    class Meta(OrganizationOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organization", "user"], name="mandate_once"),
            models.CheckConstraint(condition=Q(amount_limit__gte=0), name="mandate_not_negative"),
        ]


class SigningRule(OrganizationOwned):
    """Above this amount two people of the organization sign. Partners see it: it says when a signature is whole."""

    seen_by_partners = True

    two_above = models.DecimalField(_("two sign above"), max_digits=14, decimal_places=2)
    updated_at = models.DateTimeField()

    class Meta(OrganizationOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organization"], name="signing_rule_once"),
            models.CheckConstraint(condition=Q(two_above__gte=0), name="signing_rule_not_negative"),
        ]
