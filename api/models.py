"""What the API keeps of its own: answers to requests that must not be done twice."""

from typing import ClassVar

from django.db import models

from accounts.tenancy import OrganizationOwned


class KeptAnswer(OrganizationOwned):
    """The answer to a POST with an Idempotency-Key, for `KEPT_FOR` (`api.idempotency`); the key belongs to its sender."""

    credential_id = models.UUIDField()
    name = models.CharField(max_length=255)
    fingerprint = models.BinaryField(max_length=32)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField()
    body = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta(OrganizationOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organization", "credential_id", "name"], name="kept_answer_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "created_at"], name="kept_answer_oldest"),
        ]
