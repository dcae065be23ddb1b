"""Organizations, who may act for them, and invitations to join one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.user import Language
from accounts.tenancy import OrganizationOwned, Owned


class Role(models.TextChoices):
    OWNER = "owner", _("Owner")
    ADMIN = "admin", _("Admin")
    MEMBER = "member", _("Member")
    FINANCE = "finance", _("Finance")
    VIEWER = "viewer", _("Viewer")


class Organization(Owned):
    """A tenant of its own; partners see its name, it alone changes it."""

    owned_by = "itself"
    seen_by_partners = True

    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.SWEDISH)
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/Stockholm")
    currency = models.CharField(_("currency"), max_length=3, default="SEK")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class Membership(OrganizationOwned):
    """One person's role in one organization."""

    seen_by_partners = True

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MEMBER)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrganizationOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["organization", "user"], name="membership_once")]


class Invitation(OrganizationOwned):
    """A seat kept for an address: single use, hashed, in the invited person's language, valid 14 days."""

    email = models.EmailField(_("e-mail"), max_length=254)
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MEMBER)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.SWEDISH)
    from_name = models.CharField(max_length=120)
    token_hash = models.BinaryField(max_length=32)
    invited_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta(OrganizationOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "email"],
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="invitation_open_once",
            ),
            models.UniqueConstraint(fields=["organization", "token_hash"], name="invitation_token_once"),
        ]
        indexes = [
            models.Index(fields=["token_hash"], name="invitation_token"),
            models.Index(fields=["email"], name="invitation_email"),
        ]
