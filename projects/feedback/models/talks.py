"""The talk after a round: notes that every side writes on."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from accounts.models import Language
from accounts.tenancy import PartnershipKey, PartnershipOwned


class TalkNote(PartnershipOwned):
    """The notes of a round's talk as they stood after one saving; the highest `number` is what they say now."""

    round = PartnershipKey("feedback.Round", related_name="notes")
    number = models.PositiveIntegerField()
    text = models.TextField()
    language = models.CharField(max_length=2, choices=Language)
    party = PartnershipKey("accounts.Party", related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    written_at = models.DateTimeField()

    class Meta(PartnershipOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership", "round", "number"], name="talk_note_number_once"),
        ]
