"""Early warnings: what may happen, said while there is time to do something about it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Language
from accounts.tenancy import PartnershipKey, PartnershipOwned
from projects.work.models.project import Stamped


class Probability(models.TextChoices):
    LOW = "low", _("Low (under 25%)")
    MIDDLE = "middle", _("Middle (25–60%)")
    HIGH = "high", _("High (over 60%)")


class Foreseen(models.Model):
    """What is said of it: what may happen, what that would do, and how likely it is. Never money."""

    what = models.CharField(max_length=1000)
    effect = models.CharField(max_length=1000)
    effect_hours = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    effect_days = models.PositiveSmallIntegerField(null=True)
    probability = models.CharField(max_length=8, choices=Probability)

    class Meta:
        abstract = True


class EarlyWarning(Foreseen, Stamped):
    """Raised by a side, read by all; `word` says how it went. Its joint actions name it as their origin.

    What it is about is named by kind and id, "" for the partnership as a whole.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        HAPPENED = "happened", _("It happened")
        AVERTED = "averted", _("Averted")
        CLOSED = "closed", _("No longer a worry")

    class About(models.TextChoices):
        PROJECT = "project", _("Project")
        DELIVERABLE = "deliverable", _("Delivery")
        GOAL = "goal", _("Goal")

    party = PartnershipKey("accounts.Party", related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    language = models.CharField(max_length=2, choices=Language)
    about = models.CharField(max_length=12, choices=About, blank=True)
    about_id = models.UUIDField(null=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    word = models.CharField(max_length=1000, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta(Stamped.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(about="", about_id=None) | (~Q(about="") & Q(about_id__isnull=False)),
                name="early_warning_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(status="open", closed_at=None)
                | (~Q(status="open") & Q(closed_at__isnull=False) & ~Q(word="")),
                name="early_warning_closed_has_a_word",
            ),
            models.CheckConstraint(
                condition=Q(effect_hours=None) | Q(effect_hours__gt=0), name="early_warning_hours_positive"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "-created_at", "-id"], name="early_warning_newest"),
            models.Index(fields=["partnership", "status"], name="early_warning_status"),
        ]


class WarningVersion(Foreseen, PartnershipOwned):
    """What an early warning said before it was changed, and who had written it."""

    warning = PartnershipKey("feedback.EarlyWarning", related_name="versions")
    number = models.PositiveIntegerField()
    party = PartnershipKey("accounts.Party", related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    written_at = models.DateTimeField()

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership", "warning", "number"], name="warning_version_once"),
        ]
