"""What is agreed and what is planned: projects, their deliverables, and the tasks that hours are booked on."""

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import PartnershipKey, PartnershipOwned


class Stamped(PartnershipOwned):
    """Times come from the action; `version` grows with each change and is the API's ETag."""

    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(PartnershipOwned.Meta):
        abstract = True


class Project(Stamped):
    """A shared undertaking. Who commissions and who delivers are facts about it, not about the parties.

    Name and code are either side's to write. Budgets and days are what every party has signed (`work.terms`); None is
    not agreed yet. Hours are of all parties together; money is without VAT, in the partnership's currency.
    """

    class Status(models.TextChoices):
        ACTIVE = "active", _("Under way")
        FINISHED = "finished", _("Finished")

    name = models.CharField(_("name"), max_length=120)
    code = models.CharField(_("code"), max_length=40)
    commissioned_by = PartnershipKey("accounts.Party", related_name="+", verbose_name=_("commissioned by"))
    delivered_by = PartnershipKey("accounts.Party", related_name="+", verbose_name=_("delivered by"))
    hours_budget = models.DecimalField(
        _("hour budget"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    amount_budget = models.DecimalField(
        _("money budget"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    starts_on = models.DateField(_("starts"), null=True, blank=True)
    delivery_on = models.DateField(_("delivery date"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.ACTIVE)
    finished_on = models.DateField(_("finished"), null=True, blank=True)

    class Meta(Stamped.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership", "code"], name="project_code_once"),
            models.CheckConstraint(
                condition=Q(hours_budget=None) | Q(hours_budget__gt=0), name="project_budget_positive"
            ),
            models.CheckConstraint(
                condition=Q(amount_budget=None) | Q(amount_budget__gt=0), name="project_amount_positive"
            ),
            models.CheckConstraint(
                condition=Q(delivery_on=None) | Q(starts_on=None) | Q(delivery_on__gte=models.F("starts_on")),
                name="project_delivery_after_start",
            ),
            models.CheckConstraint(
                condition=Q(status="active", finished_on=None)
                | Q(status="finished", finished_on__isnull=False),
                name="project_finished_has_a_day",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "-created_at", "-id"], name="project_newest"),
        ]

    def __str__(self) -> str:
        return self.name


class Deliverable(Stamped):
    """A part of a project that is handed over on a day; `code` is how a work log names it.

    Planned hours and day are one side's or a work log's; agreed ones are signed with the project's terms.
    """

    project = PartnershipKey("work.Project", related_name="deliverables")
    code = models.CharField(_("code in the work log"), max_length=80, blank=True)
    name = models.CharField(_("name"), max_length=120)
    hours_budget = models.DecimalField(
        _("planned hours"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    planned_on = models.DateField(_("planned"), null=True, blank=True)
    agreed_hours = models.DecimalField(
        _("agreed hours"), max_digits=9, decimal_places=2, null=True, editable=False
    )
    agreed_on = models.DateField(_("agreed"), null=True, editable=False)
    delivered_on = models.DateField(_("delivered"), null=True, blank=True)
    batch = PartnershipKey("work.ImportBatch", null=True, editable=False, related_name="+")

    class Meta(Stamped.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "project", "code"], condition=~Q(code=""), name="deliverable_code_once"
            ),
            models.CheckConstraint(
                condition=Q(agreed_hours=None) | Q(agreed_hours__gt=0),
                name="deliverable_agreed_hours_positive",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "project", "planned_on"], name="deliverable_plan"),
        ]

    def __str__(self) -> str:
        return self.name


class Task(PartnershipOwned):
    """A task as the work log tells of it; estimates and finished tasks are what the forecast reads.

    `batch` is the import that made it: undoing that import takes the task away unless others have booked on it.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        FINISHED = "finished", _("Finished")
        CANCELLED = "cancelled", _("Cancelled")

    project = PartnershipKey("work.Project", related_name="tasks")
    deliverable = PartnershipKey("work.Deliverable", null=True, related_name="tasks")
    ref = models.CharField(max_length=80)
    title = models.CharField(max_length=300, blank=True)
    hours_estimate = models.DecimalField(max_digits=9, decimal_places=3, null=True)
    started_on = models.DateField(null=True)
    finished_on = models.DateField(null=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    batch = PartnershipKey("work.ImportBatch", null=True, editable=False, related_name="+")

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership", "project", "ref"], name="task_ref_once"),
            models.CheckConstraint(
                condition=~Q(status="finished") | Q(finished_on__isnull=False), name="task_finished_has_a_day"
            ),
        ]
