"""A work log on its way in: the file in pieces, what its columns mean, what is wrong with it, how far it has come."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import PartnershipKey, PartyOwned


class ImportBatch(PartyOwned):
    """One upload. Its file lies in the database so that a worker on any machine can read it.

    Its row is locked while a worker imports: a killed worker lets go of it at once, and the next sweep begins again.
    """

    class Status(models.TextChoices):
        READ = "read", _("Columns to look at")
        CHECKED = "checked", _("Checked, waiting for your yes")
        QUEUED = "queued", _("Being imported")
        DONE = "done", _("Imported")
        REFUSED = "refused", _("Nothing imported")
        STOPPED = "stopped", _("Stopped after repeated faults")
        UNDONE = "undone", _("Undone")

    party = PartnershipKey("accounts.Party", related_name="+")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    file_name = models.CharField(max_length=200)
    dates_name = models.CharField(max_length=200, blank=True)
    size = models.PositiveIntegerField()
    content_hash = models.UUIDField()
    dialect = models.JSONField()
    dates_dialect = models.JSONField(null=True)
    header = models.JSONField()
    dates_header = models.JSONField(default=list)
    mapping = models.JSONField()
    project = PartnershipKey("work.Project", null=True, related_name="+")
    creates_projects = models.BooleanField(default=False)
    leaves_out = models.BooleanField(default=False)
    remembers = models.BooleanField(default=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.READ)
    report = models.JSONField(default=dict)
    problem_count = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta(PartyOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "organization", "-created_at"], name="import_newest"),
            models.Index(fields=["confirmed_at"], name="import_queued", condition=models.Q(status="queued")),
        ]


class ImportChunk(PartyOwned):
    """A piece of an uploaded file; gone when the import is done."""

    class File(models.TextChoices):
        LOG = "log", _("Work log")
        DATES = "dates", _("Dates")
        ROWS = "rows", _("Checked rows")

    batch = PartnershipKey("work.ImportBatch", related_name="chunks")
    file = models.CharField(max_length=5, choices=File)
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta(PartyOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership", "batch", "file", "number"], name="chunk_once"),
        ]


class ImportProblem(PartyOwned):
    """One thing that is wrong with one row: a code and values; the words come with the reader's language."""

    batch = PartnershipKey("work.ImportBatch", related_name="problems")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=110, blank=True)
    code = models.CharField(max_length=20)
    value = models.CharField(max_length=80, blank=True)
    limit = models.CharField(max_length=80, blank=True)

    class Meta(PartyOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "batch", "row", "id"], name="problem_of_import"),
        ]


class ColumnMapping(PartyOwned):
    """What an organization chose for a log with these columns; the next log that has them starts from it."""

    header_key = models.UUIDField()
    mapping = models.JSONField()
    project = PartnershipKey("work.Project", null=True, related_name="+")
    creates_projects = models.BooleanField(default=False)
    updated_at = models.DateTimeField()

    class Meta(PartyOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "organization", "header_key"], name="mapping_once"
            ),
        ]
