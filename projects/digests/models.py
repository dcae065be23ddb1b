"""Who wants letters when, and every letter from claim to what was sent. They belong to the person, not to a tenant."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import PersonOwned
from projects.digests.schedule import HALF_PAST_SEVEN


class Kind(models.TextChoices):
    WEEKLY = "weekly", _("Weekly letter")


class QuietChoice(models.TextChoices):
    LINES = "lines", _("Three lines")
    NOTHING = "nothing", _("Nothing, but every fourth quiet week three lines")


class Weekday(models.IntegerChoices):
    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
    SATURDAY = 6, _("Saturday")
    SUNDAY = 7, _("Sunday")


class LetterSetting(PersonOwned):
    """A person's own day, hour and quiet choice; without a row the defaults hold. Stopped until `stopped_at` is empty."""

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.WEEKLY)
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday, default=Weekday.MONDAY)
    at = models.TimeField(_("time"), default=HALF_PAST_SEVEN)
    quiet = models.CharField(
        _("in a quiet week"), max_length=8, choices=QuietChoice, default=QuietChoice.LINES
    )
    stopped_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)

    class Meta(PersonOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "kind"], name="letter_setting_once"),
        ]


class Letter(PersonOwned):
    """One person's letter about one week: the unique row is the claim, and what was sent is kept in it."""

    class Status(models.TextChoices):
        CLAIMED = "claimed", _("Claimed")
        SENDING = "sending", _("Sending")
        SENT = "sent", _("Sent")
        SKIPPED = "skipped", _("Skipped")
        UNKNOWN = "unknown", _("Unknown")
        FAILED = "failed", _("Failed")

    class Reason(models.TextChoices):
        LATE = "late", _("It was too late")
        QUIET = "quiet", _("It was a quiet week")
        STOPPED = "stopped", _("The letter was stopped")
        NOTHING = "nothing", _("There was no partnership to write about")
        SUPPRESSED = "suppressed", _("Mail to your address came back")

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.WEEKLY)
    iso_week = models.CharField(max_length=8)
    status = models.CharField(max_length=8, choices=Status, default=Status.CLAIMED)
    reason = models.CharField(max_length=10, choices=Reason, blank=True)
    is_quiet = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    wait_until = models.DateTimeField(null=True)
    closes_at = models.DateTimeField()
    message_id = models.CharField(max_length=200)
    trouble = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=2, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    html = models.TextField(blank=True)
    text = models.TextField(blank=True)
    claimed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta(PersonOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "kind", "iso_week"], name="letter_once_a_week"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["status", "wait_until", "id"],
                name="letter_unfinished",
                condition=models.Q(status__in=["claimed", "sending", "unknown"]),
            ),
        ]


class Notice(PersonOwned):
    """One mail with what waits at once; the row is made with its words before it is sent, and what it tells is told once."""

    class Status(models.TextChoices):
        CLAIMED = "claimed", _("Claimed")
        SENDING = "sending", _("Sending")
        SENT = "sent", _("Sent")
        UNKNOWN = "unknown", _("Unknown")
        FAILED = "failed", _("Failed")

    status = models.CharField(max_length=8, choices=Status, default=Status.CLAIMED)
    attempts = models.PositiveSmallIntegerField(default=0)
    subject = models.CharField(max_length=200)
    html = models.TextField()
    text = models.TextField()
    language = models.CharField(max_length=2)
    claimed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta(PersonOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "-claimed_at"], name="notice_newest"),
            models.Index(
                fields=["id"], name="notice_unsent", condition=models.Q(status__in=["claimed", "sending"])
            ),
        ]


class Told(PersonOwned):
    """One thing that has been told at once, so that it is never told at once again."""

    thing = models.CharField(max_length=64)
    told_at = models.DateTimeField()

    class Meta(PersonOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "thing"], name="told_once"),
        ]
