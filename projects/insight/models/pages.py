"""Pages of business context: what one side tells of its market, plans and people, with every version and its files."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import PartnershipKey, PartyOwned

PERSON: dict[str, Any] = {"on_delete": models.PROTECT, "related_name": "+", "db_index": False}


class Topic(models.TextChoices):
    MARKET = "market", _("Market")
    CUSTOMERS = "customers", _("Customers and users")
    PLANS = "plans", _("Plans")
    SEASONS = "seasons", _("Seasons")
    DECISIONS = "decisions", _("Decisions ahead")
    BRAND = "brand", _("Brand")
    PEOPLE = "people", _("Who is who")
    OTHER = "other", _("Something else")


class Audience(models.TextChoices):
    """Who reads a page. The database's own policies hold to it."""

    PARTNERSHIP = "partnership", _("Both sides")
    NAMED = "named", _("Named people only")
    DRAFT = "draft", _("Draft, my own side only")


class Content(PartyOwned):
    """What a page says and to whom; `readers` are the people of the class "named", of either side."""

    topic = models.CharField(max_length=10, choices=Topic)
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    audience = models.CharField(max_length=11, choices=Audience)
    readers = ArrayField(models.UUIDField(), default=list)
    purpose = models.CharField(max_length=300, blank=True)
    fresh_until = models.DateField(null=True)

    class Meta(PartyOwned.Meta):
        abstract = True


class Page(Content):
    """A page as it stands. Archived, it is withdrawn from everybody but its own side's readers, from then on."""

    party = PartnershipKey("accounts.Party", related_name="+")
    archived_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey("accounts.User", null=True, **PERSON)
    version = models.PositiveIntegerField(default=1)

    class Meta(Content.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(audience="named") | ~Q(readers=[]), name="insight_named_has_a_reader"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "-updated_at", "-id"], name="insight_page_newest"),
        ]

    def __str__(self) -> str:
        return self.title


class PageVersion(Content):
    """A page as it was saved once. Whoever was not to read it then does not read it now."""

    page = PartnershipKey("insight.Page", related_name="versions")
    number = models.PositiveIntegerField()
    person = models.ForeignKey("accounts.User", null=True, **PERSON)
    saved_at = models.DateTimeField()

    class Meta(Content.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "page", "number"], name="insight_page_version_once"
            ),
        ]


class Attachment(PartyOwned):
    """A file of a page. Taken away, its pieces are gone and its name stays in the history of its own side."""

    page = PartnershipKey("insight.Page", related_name="attachments")
    name = models.CharField(max_length=150)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    content_hash = models.UUIDField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("accounts.User", null=True, **PERSON)
    removed_at = models.DateTimeField(null=True)

    class Meta(PartyOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "page"], name="insight_attachment_of_page"),
        ]


class Piece(PartyOwned):
    """A piece of a file, so that no machine holds it whole."""

    attachment = PartnershipKey("insight.Attachment", related_name="pieces")
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta(PartyOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "attachment", "number"], name="insight_piece_once"
            ),
        ]
