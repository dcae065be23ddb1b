"""Questions between the sides, with whose turn it is, and what an insight changed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import PartnershipKey, PartnershipOwned

from .pages import PERSON


class Question(PartnershipOwned):
    """`party` asks `owner`; `turn` is the side whose turn it is, None once closed. About a page, a figure, a subject of
    another room (`subject_kind` and `subject_id`), or nothing in particular. Only readers of the page see it."""

    class Sort(models.TextChoices):
        QUESTION = "question", _("Question")
        REFRESH = "refresh", _("Asked to refresh")

    party = PartnershipKey("accounts.Party", related_name="+")
    owner = PartnershipKey("accounts.Party", related_name="+")
    turn = PartnershipKey("accounts.Party", null=True, related_name="+")
    sort = models.CharField(max_length=8, choices=Sort, default=Sort.QUESTION)
    page = PartnershipKey("insight.Page", null=True, related_name="questions")
    figure = PartnershipKey("insight.Figure", null=True, related_name="questions")
    subject_kind = models.CharField(max_length=20, blank=True)
    subject_id = models.UUIDField(null=True)
    title = models.CharField(max_length=200)
    asked_by = models.ForeignKey("accounts.User", null=True, **PERSON)
    asked_at = models.DateTimeField()
    turned_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(party=models.F("owner")), name="insight_question_to_another"),
            models.CheckConstraint(
                condition=Q(turn=None, closed_at__isnull=False) | Q(turn__isnull=False, closed_at=None),
                name="insight_question_turn",
            ),
            models.UniqueConstraint(
                fields=["partnership", "page"],
                condition=Q(sort="refresh", closed_at=None),
                name="insight_refresh_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "-asked_at", "-id"], name="insight_question_newest"),
        ]


class Post(PartnershipOwned):
    """What was said in a question; the time from an asking one to the next answer or the end is how long it waited."""

    class Sort(models.TextChoices):
        ASKED = "asked", _("Asked")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Closed")

    question = PartnershipKey("insight.Question", related_name="posts")
    party = PartnershipKey("accounts.Party", related_name="+")
    person = models.ForeignKey("accounts.User", null=True, **PERSON)
    sort = models.CharField(max_length=8, choices=Sort)
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta(PartnershipOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "question", "at", "id"], name="insight_post_in_order"),
        ]


class Use(PartnershipOwned):
    """A reader of another side says what an insight changed; `subject_kind` and `subject_id` name what it changed."""

    party = PartnershipKey("accounts.Party", related_name="+")
    person = models.ForeignKey("accounts.User", null=True, **PERSON)
    page = PartnershipKey("insight.Page", related_name="uses")
    text = models.CharField(max_length=500)
    subject_kind = models.CharField(max_length=20, blank=True)
    subject_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta(PartnershipOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "page", "-at"], name="insight_use_of_page"),
        ]
