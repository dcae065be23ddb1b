"""What comes while a goal is under way, and how it is judged: values, check-ins, scores."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import PartnershipKey, PartnershipOwned

PERSON: dict[str, Any] = {"on_delete": models.PROTECT, "related_name": "+", "db_index": False}


class Reading(PartnershipOwned):
    """A value of a measure on a day, and where it came from. Never changed or deleted: a later one of the day wins.

    Of a step, 1 is done and 0 is not; of yes or no, 1 is yes.
    """

    class Source(models.TextChoices):
        CHECK_IN = "checkin", _("Check-in")
        API = "api", _("API")
        CSV = "csv", _("File")
        HAND = "hand", _("By hand")
        FIGURE = "figure", _("Key figure")

    measure = PartnershipKey("goals.Measure", related_name="readings")
    step = PartnershipKey("goals.Step", null=True, related_name="readings")
    value = models.DecimalField(max_digits=16, decimal_places=4)
    read_on = models.DateField()
    recorded_at = models.DateTimeField()
    source_kind = models.CharField(max_length=10, choices=Source)
    source_name = models.CharField(max_length=200, blank=True)
    party = PartnershipKey("accounts.Party", related_name="+")
    person = models.ForeignKey("accounts.User", null=True, **PERSON)
    check_in = PartnershipKey("goals.CheckIn", null=True, related_name="readings")

    class Meta(PartnershipOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["partnership", "measure", "-read_on", "-recorded_at", "-id"], name="reading_newest"
            ),
        ]


class CheckIn(PartnershipOwned):
    """What one party says of a goal in a week, given by its Monday. Saying it again the same week changes it."""

    goal = PartnershipKey("goals.Goal", related_name="check_ins")
    party = PartnershipKey("accounts.Party", related_name="+")
    person = models.ForeignKey("accounts.User", null=True, **PERSON)
    week_on = models.DateField()
    confidence = models.PositiveSmallIntegerField(_("confidence"))
    happened = models.TextField(_("what happened"), blank=True)
    blockers = models.TextField(_("what is in the way"), blank=True)
    given = models.DecimalField(_("given so far"), max_digits=16, decimal_places=4, null=True)
    checked_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "goal", "party", "week_on"], name="check_in_once_a_week"
            ),
            models.CheckConstraint(
                condition=Q(confidence__gte=1, confidence__lte=10), name="check_in_confidence"
            ),
        ]


class Score(PartnershipOwned):
    """One party's own judgement of a goal, 0–1. The others read it when all parties have scored; then it is frozen."""

    owned_by = "party"

    organization = models.ForeignKey("accounts.Organization", editable=False, **PERSON)
    goal = PartnershipKey("goals.Goal", related_name="scores")
    party = PartnershipKey("accounts.Party", related_name="+")
    person = models.ForeignKey("accounts.User", null=True, **PERSON)
    score = models.DecimalField(_("score"), max_digits=3, decimal_places=2)
    word = models.TextField(_("a word with it"), blank=True)
    scored_at = models.DateTimeField()

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership", "goal", "party"], name="score_once"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="score_is_a_share"),
        ]
