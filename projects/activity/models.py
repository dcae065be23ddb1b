"""The event book: history, feed, audit and the source of letters and webhooks read these same rows.

Events are ordered by (xid, seq) and read only below the oldest running transaction: order of a sequence alone is not
the order of commits, and a reader would lose rows.
"""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.expressions import Func, Value

from accounts.tenancy import OrganizationOwned, PartnershipOwned, PersonOwned
from projects.activity.topics import Choice


class Xid8Field(models.Field):
    """PostgreSQL's 64-bit transaction number, read as int."""

    def db_type(self, connection: Any) -> str:
        return "xid8"

    def from_db_value(self, value: Any, *rest: Any) -> int | None:
        return None if value is None else int(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return value if value is None or hasattr(value, "resolve_expression") else str(value)


class Happening(models.Model):
    """What both books hold: ids and kinds, never prices or texts; only the telling ever changes a row."""

    kind = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    person_id = models.UUIDField(null=True)
    key_id = models.UUIDField(null=True)
    data = models.JSONField(default=dict)
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    xid = Xid8Field(db_default=Func(function="pg_current_xact_id"), editable=False)
    seq = models.BigIntegerField(db_default=Func(Value("activity_seq"), function="nextval"), editable=False)

    class Meta:
        abstract = True


class Event(Happening, PartnershipOwned):
    """An event of a partnership; `party_id` is the side that acted, if a side did.

    `audience` are the organizations that may know of it: what is between two of three sides. None is all of them.
    """

    party_id = models.UUIDField(null=True)
    audience = ArrayField(models.UUIDField(), null=True)

    class Meta(PartnershipOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "-at", "-id"], name="event_newest"),
            models.Index(fields=["partnership", "xid", "seq"], name="event_feed"),
            models.Index(fields=["at"], name="event_untold", condition=models.Q(told_at=None)),
        ]


class OrganizationEvent(Happening, OrganizationOwned):
    """An event inside one organization: members, invitations, keys. Its partners never see it."""

    class Meta(OrganizationOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "-at", "-id"], name="organization_event_newest"),
            models.Index(fields=["organization", "xid", "seq"], name="organization_event_feed"),
            models.Index(
                fields=["at"],
                name="organization_event_untold",
                condition=models.Q(told_at=None),
            ),
        ]


class TopicChoice(PersonOwned):
    """How a person wants one topic; without a row it comes in the letter."""

    topic = models.CharField(max_length=12)
    choice = models.CharField(max_length=6, choices=Choice, default=Choice.LETTER)
    changed_at = models.DateTimeField()

    class Meta(PersonOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "topic"], name="topic_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user"], name="topic_at_once", condition=models.Q(choice="now")),
        ]
