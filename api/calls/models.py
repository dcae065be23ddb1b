"""The log of requests: who asked what and how it ended, without bodies, queries and addresses."""

from typing import ClassVar

from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from accounts.tenancy import OrganizationOwned


class Call(OrganizationOwned):
    """One request with a living key; kept for `KEPT_FOR` (`api.calls.tasks`)."""

    credential_id = models.UUIDField()
    request_id = models.CharField(max_length=40)
    method = models.CharField(max_length=8)
    path = models.CharField(max_length=300)
    status = models.PositiveSmallIntegerField()
    milliseconds = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta(OrganizationOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "-at", "-id"], name="call_newest"),
            models.Index(fields=["organization", "credential_id", "-at", "-id"], name="call_of_key"),
            # Only the sweep that deletes what is old reads by it: ranges of pages do, and cost a request next to nothing.
            BrinIndex(fields=["at"], name="call_oldest"),
        ]
