"""Thanks and friction: short words from one side to another, about something that both know."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Language
from accounts.tenancy import PartnershipKey, PartyOwned


class Between(PartyOwned):
    """Words between two sides: `organization` wrote them to `to_organization`, and nobody else reads the row."""

    party = PartnershipKey("accounts.Party", related_name="+")
    to_party = PartnershipKey("accounts.Party", related_name="+")
    to_organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="+", db_index=False, editable=False
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    text = models.CharField(max_length=1000)
    language = models.CharField(max_length=2, choices=Language)
    created_at = models.DateTimeField()

    class Meta(PartyOwned.Meta):
        abstract = True


class Note(Between):
    """Thanks or friction about a delivery, a goal or a work entry. It is never counted for a person.

    What it is about is named by kind and id: a work entry may be taken away, and the words stay. `turn` is the side
    that has yet to answer, None when nobody has. `warning` is the early warning that a friction has become.
    """

    class Sort(models.TextChoices):
        THANKS = "thanks", _("Thanks")
        FRICTION = "friction", _("Something that chafes")

    class About(models.TextChoices):
        DELIVERABLE = "deliverable", _("Delivery")
        GOAL = "goal", _("Goal")
        WORK_ENTRY = "work_entry", _("Work entry")

    sort = models.CharField(max_length=10, choices=Sort)
    about = models.CharField(max_length=12, choices=About)
    about_id = models.UUIDField()
    turn = PartnershipKey("accounts.Party", null=True, related_name="+")
    warning = PartnershipKey("feedback.EarlyWarning", null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta(Between.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(party=F("to_party")), name="note_to_another"),
            models.CheckConstraint(
                condition=Q(sort="friction") | Q(turn=None, warning=None), name="note_turn_of_a_friction"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(turn=None), name="note_settled_waits_for_nobody"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "-created_at", "-id"], name="note_newest"),
            models.Index(fields=["partnership", "about_id"], name="note_about"),
        ]


class NoteAnswer(Between):
    """One short answer under a note, from either of its two sides."""

    note = PartnershipKey("feedback.Note", related_name="answers")

    class Meta(Between.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "note", "created_at"], name="note_answer_in_order"),
        ]
