"""The work itself: hours of one party's person on one day (or over a task's span), and who that person is."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import PartnershipKey, PartnershipOwned, PartyOwned

from .project import Stamped


class Worker(PartyOwned):
    """A person as one side's work log names them; the other side sees the label only once the person has agreed."""

    label = models.CharField(max_length=120)
    is_named = models.BooleanField(default=False)

    class Meta(PartyOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "organization", "label"], name="worker_label_once"
            ),
        ]


class WorkEntry(Stamped):
    """Hours that a party worked: every party reads them, only that party writes them.

    `started_on` tells a span; without it the hours are of `done_on` alone. `fingerprint` and `occurrence` come from
    an import and keep the same row of a log from being added twice.
    """

    project = PartnershipKey("work.Project", related_name="entries")
    deliverable = PartnershipKey("work.Deliverable", null=True, related_name="entries")
    task = PartnershipKey("work.Task", null=True, related_name="entries")
    party = PartnershipKey("accounts.Party", related_name="+")
    worker = PartnershipKey("work.Worker", null=True, related_name="entries")
    batch = PartnershipKey("work.ImportBatch", null=True, editable=False, related_name="entries")
    done_on = models.DateField(_("day"))
    started_on = models.DateField(null=True)
    hours = models.DecimalField(_("hours"), max_digits=9, decimal_places=3)
    role = models.CharField(_("role"), max_length=80, blank=True)
    note = models.CharField(_("note"), max_length=2000, blank=True)
    fingerprint = models.UUIDField(null=True, editable=False)
    occurrence = models.PositiveIntegerField(default=0, editable=False)

    class Meta(Stamped.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "fingerprint", "occurrence"],
                condition=Q(fingerprint__isnull=False),
                name="entry_once",
            ),
            models.CheckConstraint(condition=Q(hours__gte=0), name="entry_hours_not_negative"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "-done_on", "-id"], name="entry_newest"),
            # With task and hours in it, a project's hours are summed from the index alone.
            models.Index(
                fields=["partnership", "project", "-done_on", "-id"],
                include=["task", "hours"],
                name="entry_of_project",
            ),
            models.Index(
                fields=["partnership", "task"], name="entry_of_task", condition=Q(task__isnull=False)
            ),
            models.Index(
                fields=["partnership", "deliverable"],
                name="entry_of_deliverable",
                condition=Q(deliverable__isnull=False),
            ),
            models.Index(
                fields=["partnership", "batch"], name="entry_of_batch", condition=Q(batch__isnull=False)
            ),
            # How full a person's days are; imported spans don't count there, and imports don't pay for it.
            models.Index(
                fields=["partnership", "worker", "done_on"],
                name="entry_of_worker",
                condition=Q(batch__isnull=True),
            ),
        ]


class Approval(PartnershipOwned):
    """Another side's yes to hours: approved hours are not changed any more, and can be billed."""

    entry = PartnershipKey("work.WorkEntry", related_name="+")
    project = PartnershipKey("work.Project", related_name="+")
    party = PartnershipKey("accounts.Party", related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    approved_at = models.DateTimeField()

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership", "entry"], name="approval_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "project", "entry"], name="approval_of_project"),
        ]
