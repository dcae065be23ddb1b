"""Events for tests, past the doors."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from partnership.kit.ids import new_id
from projects.activity import models


class EventFactory(DjangoModelFactory):
    """An event of a partnership: EventFactory(partnership_id=…, kind="project.created")."""

    class Meta:
        model = models.Event

    kind = "partnership.begun"
    subject_kind = "partnership"
    subject_id = factory.LazyFunction(new_id)
    at = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


class OrganizationEventFactory(EventFactory):
    """An event inside one organization: OrganizationEventFactory(organization_id=…)."""

    class Meta:
        model = models.OrganizationEvent

    kind = "organization.founded"
    subject_kind = "organization"
