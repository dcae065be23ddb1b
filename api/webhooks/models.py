"""Webhooks: where an organization wants to hear of events, what is on its way there, and each try."""

from datetime import datetime
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import OrganizationOwned
from partnership.kit.outgoing import LONGEST


class Endpoint(OrganizationOwned):
    """An address that hears of events. It reads the book from (`position_xid`, `position_seq`) on, in that order.

    No `types` are all, no `partnerships` are all and what happens inside the organization. `heard_xid` is the newest
    event that it was told of. `claim` and `claimed_until` hold it for one sender; a killed one's claim runs out.
    """

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        PAUSED = "paused", _("Paused")
        FAILING = "failing", _("Paused: it failed for five days")
        GONE = "gone", _("Stopped: it answered that it is gone (410)")

    name = models.CharField(max_length=80)
    url = models.CharField(max_length=LONGEST)
    types = ArrayField(models.CharField(max_length=60), default=list)
    partnerships = ArrayField(models.UUIDField(), default=list)
    skip_own = models.BooleanField(default=False)
    status = models.CharField(max_length=8, choices=Status, default=Status.ACTIVE)
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", db_index=False)
    secret = models.TextField()
    old_secret = models.TextField(default="")
    old_secret_until = models.DateTimeField(null=True)

    position_xid = models.BigIntegerField()
    position_seq = models.BigIntegerField(default=0)
    heard_xid = models.BigIntegerField(default=0)
    replay_since = models.DateTimeField(null=True)
    replay_until = models.DateTimeField(null=True)
    replay_end_xid = models.BigIntegerField(default=0)
    replay_end_seq = models.BigIntegerField(default=0)

    next_at = models.DateTimeField()
    failing_since = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    rung_at = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)
    claim = models.UUIDField(null=True)
    claimed_until = models.DateTimeField(null=True)

    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta(OrganizationOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "id"], name="webhook_of_organization"),
            models.Index(fields=["next_at"], name="webhook_due", condition=models.Q(status="active")),
            models.Index(
                fields=["stopped_at"],
                name="webhook_untold",
                condition=models.Q(told_at=None, stopped_at__isnull=False),
            ),
        ]

    @property
    def is_active(self) -> bool:
        return self.status == self.Status.ACTIVE

    @property
    def position(self) -> tuple[int, int]:
        return (self.position_xid, self.position_seq)

    @property
    def replay_end(self) -> tuple[int, int]:
        return (self.replay_end_xid, self.replay_end_seq)

    def has_old_secret(self, now: datetime) -> bool:
        return bool(self.old_secret) and self.old_secret_until is not None and now < self.old_secret_until


class Delivery(OrganizationOwned):
    """One message to one endpoint; its `message_id` is the event's id, the same at every try.

    In line it waits for its turn by (`xid`, `seq`), the order of the book; a test message stands in no line (0, 0).
    `again_at` asks for one try out of line. `tries` counts those of the schedule.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DELIVERED = "delivered", _("Delivered")
        ASIDE = "set_aside", _("Set aside")

    endpoint = models.ForeignKey(Endpoint, on_delete=models.PROTECT, related_name="+", db_index=False)
    message_id = models.UUIDField()
    type = models.CharField(max_length=60)
    body = models.TextField()
    xid = models.BigIntegerField(default=0)
    seq = models.BigIntegerField(default=0)
    in_line = models.BooleanField(default=True)
    status = models.CharField(max_length=9, choices=Status, default=Status.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    again_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)

    class Meta(OrganizationOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organization", "endpoint", "message_id"], name="webhook_message_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["organization", "endpoint", "xid", "seq"],
                name="webhook_line",
                condition=models.Q(status="waiting", in_line=True),
            ),
            models.Index(fields=["organization", "endpoint", "-id"], name="webhook_log"),
            models.Index(fields=["organization", "-id"], name="webhook_newest"),
            models.Index(fields=["created_at"], name="webhook_oldest"),
            models.Index(
                fields=["again_at"], name="webhook_again", condition=models.Q(again_at__isnull=False)
            ),
        ]


class Attempt(OrganizationOwned):
    """One try: where it went, when it was signed, and what came back, or the `fault` that kept it from it."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="+", db_index=False)
    url = models.CharField(max_length=LONGEST)
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    fault = models.CharField(max_length=20, default="")
    answer = models.TextField(default="")
    milliseconds = models.PositiveIntegerField()

    class Meta(OrganizationOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "delivery", "id"], name="webhook_attempts"),
        ]
