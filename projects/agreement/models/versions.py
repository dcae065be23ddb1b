"""Subjects, the versions that are proposed of them, and who signed which."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import PartnershipKey, PartnershipOwned


class PersonKey(models.ForeignKey):
    """The person who did it; kept for good, and never the way to find it."""

    def __init__(self, **options: Any) -> None:
        fixed = {"to": "accounts.User", "on_delete": models.PROTECT, "related_name": "+", "db_index": False}
        super().__init__(**{**fixed, **options})

    def deconstruct(self) -> Any:
        """Stand in migrations as the plain key that it is."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs


class Status(models.TextChoices):
    OPEN = "open", _("Waits for signatures")
    SIGNED = "signed", _("Signed by everybody")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    COUNTERED = "countered", _("Answered with a counter-proposal")
    REPLACED = "replaced", _("Replaced by a new version")


class Agreement(PartnershipOwned):
    """One subject that needs every party: a charter, a goal, a project's terms. `in_force` is what holds now, if anything.

    Its row is what every step of a negotiation locks, so steps come one after the other.
    """

    kind = models.CharField(max_length=24)
    subject_id = models.UUIDField()
    in_force = PartnershipKey("agreement.Version", null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "kind", "subject_id"], name="agreement_subject_once"
            ),
        ]


class Version(PartnershipOwned):
    """A proposal. `values` is its canonical JSON (RFC 8785), `content_hash` the SHA-256 of what is signed.

    Both languages' readable texts are kept as they stood when it was written. `needs` says how many people of each
    party must sign: {party id: 1 or 2}. A version is open, or closed for good; a closed row never changes.
    """

    agreement = PartnershipKey("agreement.Agreement", related_name="versions")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    title = models.CharField(max_length=200)
    values = models.TextField()
    text_en = models.TextField()
    text_sv = models.TextField()
    word = models.TextField(_("a word with it"), max_length=2000, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    needs = models.JSONField(default=dict)
    content_hash = models.CharField(max_length=64)
    changes = PartnershipKey("agreement.Version", null=True, related_name="+")
    answers = PartnershipKey("agreement.Version", null=True, related_name="+")
    party = PartnershipKey("accounts.Party", related_name="+")
    person = PersonKey(null=True)
    proposed_at = models.DateTimeField()
    closed_party = PartnershipKey("accounts.Party", null=True, related_name="+")
    closed_by = PersonKey(null=True)
    closed_at = models.DateTimeField(null=True)
    reason = models.TextField(max_length=2000, blank=True)

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "agreement", "number"], name="version_number_once"
            ),
            models.UniqueConstraint(
                fields=["partnership", "agreement"], condition=Q(status="open"), name="version_open_once"
            ),
            models.CheckConstraint(
                condition=Q(status="open", closed_at=None) | (~Q(status="open") & Q(closed_at__isnull=False)),
                name="version_closed_has_a_time",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "-closed_at", "-id"], name="version_newest_decision"),
            models.Index(fields=["partnership", "status"], name="version_status"),
        ]


class Signature(PartnershipOwned):
    """One person's signature for a party, on the very text whose hash it names."""

    version = PartnershipKey("agreement.Version", related_name="signatures")
    party = PartnershipKey("accounts.Party", related_name="+")
    person = PersonKey()
    content_hash = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership", "version", "person"], name="signature_once"),
        ]


class Correction(PartnershipOwned):
    """A slip of the pen put right in an open version: signatures stay, and everybody sees what it was before."""

    version = PartnershipKey("agreement.Version", related_name="corrections")
    party = PartnershipKey("accounts.Party", related_name="+")
    person = PersonKey(null=True)
    values_before = models.TextField()
    hash_before = models.CharField(max_length=64)
    hash_after = models.CharField(max_length=64)
    corrected_at = models.DateTimeField()

    class Meta(PartnershipOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "version"], name="correction_of_version"),
        ]


class Reminder(PartnershipOwned):
    """Somebody asked the others to look; a reminder, never a deemed consent. One a day for each version."""

    version = PartnershipKey("agreement.Version", related_name="reminders")
    party = PartnershipKey("accounts.Party", related_name="+")
    person = PersonKey(null=True)
    reminded_on = models.DateField()
    reminded_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "version", "reminded_on"], name="reminder_once_a_day"
            ),
        ]


class Draft(PartnershipOwned):
    """What the parties write together before anybody proposes it; `version` grows with each save."""

    kind = models.CharField(max_length=24)
    subject_id = models.UUIDField()
    values = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    party = PartnershipKey("accounts.Party", related_name="+")
    person = PersonKey(null=True)
    updated_at = models.DateTimeField()

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership", "kind", "subject_id"], name="draft_once"),
        ]
