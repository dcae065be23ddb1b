"""What the API keeps of its own: answers to requests that must not be done twice, and what records are called elsewhere."""

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


class ExternalId(OrganizationOwned):
    """What an organization's own system (`source`) calls a record; its partners never read it.

    `record_id` points past row-level security at anything that the organization may see, so it is only ever used by
    looking that record up. A record that is gone leaves a row that leads nowhere until `api.forgetting` has heard of it.
    """

    kind = models.CharField(max_length=20)
    source = models.CharField(max_length=40)
    external_id = models.CharField(max_length=200)
    record_id = models.UUIDField()
    created_at = models.DateTimeField()

    class Meta(OrganizationOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organization", "kind", "source", "external_id"], name="external_id_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "record_id"], name="external_ids_of_record"),
        ]
