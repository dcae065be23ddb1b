"""API keys: shown once, kept as a keyed hash, never with more rights than the person who made them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import OrganizationOwned


class ApiKey(OrganizationOwned):
    """`kind` personal acts as its maker; organization acts as a service of the organization, with the maker's role."""

    class Kind(models.TextChoices):
        PERSONAL = "personal", _("Personal")
        ORGANIZATION = "organization", _("Organization")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.PERSONAL)
    name = models.CharField(_("name"), max_length=80)
    public = models.CharField(max_length=16)
    secret_hash = models.BinaryField(max_length=32)
    scopes = ArrayField(models.CharField(max_length=40))
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    addresses = ArrayField(models.CharField(max_length=43), default=list)
    only_partnership_id = models.UUIDField(null=True)
    """Not a foreign key: no organization's row points into a partnership."""

    class Meta(OrganizationOwned.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organization", "public"], name="api_key_public_once"),
        ]
        indexes = [models.Index(fields=["public"], name="api_key_public")]
