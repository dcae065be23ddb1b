"""What both sides do about something: one person of each side, and a day."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Language
from accounts.tenancy import PartnershipKey, PartnershipOwned
from projects.work.models.project import Stamped


class Origin(models.TextChoices):
    """What an action comes of; `origin_id` is that row's, None for one that was agreed by hand."""

    ROUND = "round", _("The talk after a pulse")
    WARNING = "warning", _("An early warning")
    FRICTION = "friction", _("Something that chafed")
    HAND = "hand", _("Agreed in passing")


class JointAction(Stamped):
    """Something to do before a day is over, seen by all sides; `reason` says why it was let go.

    `language` is the one that its text is written in.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Let go")

    text = models.CharField(max_length=1000)
    language = models.CharField(max_length=2, choices=Language)
    due_on = models.DateField()
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.HAND)
    origin_id = models.UUIDField(null=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    reason = models.CharField(max_length=1000, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta(Stamped.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(origin="hand", origin_id=None) | (~Q(origin="hand") & Q(origin_id__isnull=False)),
                name="joint_action_has_an_origin",
            ),
            models.CheckConstraint(
                condition=Q(status="open", closed_at=None) | (~Q(status="open") & Q(closed_at__isnull=False)),
                name="joint_action_closed_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(status="dropped") | ~Q(reason=""), name="joint_action_dropped_has_a_reason"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "status", "due_on"], name="joint_action_due"),
            models.Index(fields=["partnership", "origin_id"], name="joint_action_origin"),
            models.Index(fields=["partnership", "-created_at", "-id"], name="joint_action_newest"),
        ]


class JointOwner(PartnershipOwned):
    """The one person of a side who sees to an action; `person` is None while that side has yet to name somebody."""

    action = PartnershipKey("feedback.JointAction", related_name="owners")
    party = PartnershipKey("accounts.Party", related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "action", "party"], name="joint_owner_once_a_side"
            ),
        ]
