"""Which key figure a measure follows."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from accounts.tenancy import PartnershipKey, PartnershipOwned

PERSON: dict[str, Any] = {"on_delete": models.PROTECT, "related_name": "+", "db_index": False}


class FigureLink(PartnershipOwned):
    """From `linked_at` until `ended_at` the measure takes its values from `party`'s key figure, and no others."""

    measure = PartnershipKey("goals.Measure", related_name="figure_links")
    figure = PartnershipKey("insight.Figure", related_name="+")
    party = PartnershipKey("accounts.Party", related_name="+")
    person = models.ForeignKey("accounts.User", null=True, **PERSON)
    linked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "measure"], condition=Q(ended_at=None), name="figure_link_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "figure"], name="figure_link_of_figure"),
        ]
