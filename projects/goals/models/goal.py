"""A goal, from its first proposal on."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import PartnershipOwned


class Goal(PartnershipOwned):
    """What the parties reach for together. Its terms hold from the last signature on; until then it is proposed.

    `name` is the newest one, for lists and events; `score` (0–1) is the agreed one of a closed goal.
    """

    class Stage(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        ACTIVE = "active", _("Under way")
        CLOSED = "closed", _("Closed")

    name = models.CharField(_("name"), max_length=300)
    status = models.CharField(_("status"), max_length=10, choices=Stage, default=Stage.PROPOSED)
    score = models.DecimalField(_("score"), max_digits=3, decimal_places=2, null=True)
    closed_on = models.DateField(null=True)
    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(status="closed", closed_on__isnull=False)
                | (~Q(status="closed") & Q(closed_on=None)),
                name="goal_closed_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=0, score__lte=1), name="goal_score_is_a_share"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "-created_at", "-id"], name="goal_newest"),
        ]

    def __str__(self) -> str:
        return self.name
