"""Addresses that mail comes back from: what was said of them, and whether letters go there at all."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import PersonOwned


class Mailbox(PersonOwned):
    """One address of a person that gave trouble. Letters and reminders are kept back while `suppressed_at` is set.

    The row belongs to the address as it was: another address of the same person begins without one. Sign-in mail and
    invitations go out all the same.
    """

    class Kind(models.TextChoices):
        REFUSED = "refused", _("The mail server refuses the address")
        BOUNCED = "bounced", _("Letters came back for good")
        DELAYED = "delayed", _("Letters came back again and again")

    email = models.EmailField(max_length=254)
    kind = models.CharField(max_length=8, choices=Kind, blank=True)
    detail = models.CharField(max_length=200, blank=True)
    message_id = models.CharField(max_length=200, blank=True)
    delays = models.PositiveSmallIntegerField(default=0)
    delayed_since = models.DateTimeField(null=True)
    delayed_at = models.DateTimeField(null=True)
    suppressed_at = models.DateTimeField(null=True)
    complained_at = models.DateTimeField(null=True)
    mended_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)

    class Meta(PersonOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["user", "email"], name="mailbox_once")]
