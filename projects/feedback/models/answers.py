"""Answers of a pulse. A person reads the own one; ratings are read by both sides when the round is revealed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.tenancy import PartnershipKey, PartnershipOwned


class Answer(PartnershipOwned):
    """Who has answered. Others never see the row, unless the person chose to be named and the round is revealed."""

    round = PartnershipKey("feedback.Round", related_name="answers")
    party = PartnershipKey("accounts.Party", related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    shows_name = models.BooleanField(default=False)
    answered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "round", "party", "person"], name="pulse_answer_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "person"], name="pulse_answer_of_person"),
        ]


class Rating(PartnershipOwned):
    """What one answer says of one question: about a side (`about`), or about an open action, of no side.

    No person stands here: the answer that it is a part of is its person's alone.
    """

    round = PartnershipKey("feedback.Round", related_name="ratings")
    answer = PartnershipKey("feedback.Answer", related_name="ratings")
    party = PartnershipKey("accounts.Party", related_name="+")
    question = models.CharField(max_length=48)
    about = PartnershipKey("accounts.Party", null=True, related_name="+")
    score = models.PositiveSmallIntegerField(null=True)
    comment = models.TextField(blank=True)

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "answer", "question", "about"],
                nulls_distinct=False,
                name="pulse_rating_once",
            ),
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=10), name="pulse_rating_score"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "round"], name="pulse_rating_of_round"),
        ]
