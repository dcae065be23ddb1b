"""Partnerships: owned by all their parties alike. Nothing here says customer or supplier."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.user import Language
from accounts.tenancy import OrganizationOwned, Owned, PartnershipOwned


class Partnership(Owned):
    """The unit of isolation. `currency` is the one its figures are agreed in (ISO 4217).

    `ends_on` is the day that all parties have signed for it to end; from that day on it is ended.
    """

    owned_by = "itself"

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        ENDED = "ended", _("Ended")

    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    currency = models.CharField(_("currency"), max_length=3, default="SEK")
    started_on = models.DateField()
    ends_on = models.DateField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Owned.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="ended") | models.Q(ends_on__isnull=False),
                name="partnership_ended_on_a_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["ends_on"],
                condition=models.Q(status="active", ends_on__isnull=False),
                name="partnership_ending",
            ),
        ]


class Party(PartnershipOwned):
    """An organization in a partnership; `position` (1, 2, …) is alphabetical by name and fixed from the start."""

    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta(PartnershipOwned.Meta):
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "organization"], name="party_once"),
            models.UniqueConstraint(fields=["partnership", "position"], name="party_position_once"),
        ]


class PartnershipOffer(OrganizationOwned):
    """One organization asks another to become partners; it is a partnership only when the other has accepted.

    `organization` asks. The answer comes by a hashed, single-use token sent to `email`: whoever accepts does so for
    an organization of their own, so nobody can be found by name.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting for an answer")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    email = models.EmailField(_("e-mail"), max_length=254)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.SWEDISH)
    word = models.TextField(_("a word with it"), max_length=2000, blank=True)
    from_name = models.CharField(max_length=120)
    token_hash = models.BinaryField(max_length=32)
    offered_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    answer = models.TextField(max_length=2000, blank=True)
    became_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta(OrganizationOwned.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organization", "token_hash"], name="offer_token_once"),
            models.UniqueConstraint(
                fields=["organization", "email"],
                condition=models.Q(status="waiting"),
                name="offer_waiting_once",
            ),
        ]
        indexes = [
            models.Index(fields=["token_hash"], name="offer_token"),
            models.Index(fields=["email"], name="offer_email"),
        ]
