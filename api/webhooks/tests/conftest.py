"""A receiver of one's own, webhooks that lead there, and events to hear of."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connections
from django.utils import timezone

from accounts.doors import entered
from api.webhooks.actions.endpoints import EndpointSaid, make_endpoint
from api.webhooks.models import Attempt, Delivery, Endpoint
from api.webhooks.tasks import deliver
from faults.receiver import Receiver, receiving
from partnership.kit import outgoing
from partnership.kit.book import record
from partnership.kit.ids import new_id
from projects.activity.models import Event, OrganizationEvent
from projects.activity.tasks import tell_event
from projects.activity.tests.test_feed import settle as settle_feed
from tests.tenancy import as_creator

BOOKS = {"partnership": Event, "organization": OrganizationEvent}


@pytest.fixture
def inside_allowed(monkeypatch):
    monkeypatch.setattr(outgoing, "loopback_is_allowed", True)


@pytest.fixture
def receiver(inside_allowed):
    with receiving(Receiver()) as receiver:
        yield receiver


@pytest.fixture
def later(monkeypatch):
    """Let time jump on: `later(minutes=5)`."""
    real, jumped = timezone.now, [timedelta()]
    monkeypatch.setattr(timezone, "now", lambda: real() + jumped[0])

    def jump(**by):
        jumped[0] += timedelta(**by)

    return jump


class Hooks:
    """The portal's side of a test."""

    def __init__(self, world):
        self.world = world

    def make(self, url, who="ada", **said):
        """Make a webhook; return its id and its secret."""
        actor = self.world.actor(who)
        with entered(actor):
            row, secret = make_endpoint(actor, said=EndpointSaid("Our CRM", url, **said), now=timezone.now())
        return row.id, secret

    def happen(self, count=1, *, who="ada", kind="work.project_created", at=None, **rest):
        """Let something happen in the shared partnership and be told; return the events' ids, in order."""
        actor, found = self.world.actor(who), []
        for _ in range(count):
            subject = new_id()
            with entered(actor):
                record(
                    actor,
                    kind,
                    subject_kind="project",
                    subject_id=subject,
                    at=at or timezone.now(),
                    **(rest or {"partnership": self.world.shared}),
                )
            found.append(subject)
        settle_feed()
        return self.tell(found)

    def tell(self, subjects):
        """Tell what is new to the listeners, as the worker does; return the ids of these subjects' events."""
        with as_creator():
            rows = [
                (book, row) for book, model in BOOKS.items() for row in model.objects.filter(told_at=None)
            ]
            ids = {row.subject_id: str(row.id) for _book, row in rows}
        for book, row in rows:
            tell_event(book, str(row.id))
        return [ids[subject] for subject in subjects]

    def send(self, key):
        deliver(str(key))

    def endpoint(self, key):
        with as_creator():
            return Endpoint.objects.get(id=key)

    def change(self, key, **values):
        with as_creator():
            Endpoint.objects.filter(id=key).update(**values)

    def deliveries(self, key):
        with as_creator():
            return list(Delivery.objects.filter(endpoint_id=key).order_by("xid", "seq", "id"))

    def attempts(self, key):
        with as_creator():
            return list(Attempt.objects.filter(delivery__endpoint_id=key).order_by("id"))

    def act(self, who, action, key, *, now=None, **values):
        """Do one of the actions on a webhook, now or at the moment that is given."""
        actor = self.world.actor(who)
        with entered(actor):
            row = Endpoint.objects.get(organization_id=actor.organization_id, id=key)
            return action(actor, endpoint=row, now=now or timezone.now(), **values)


@pytest.fixture
def hooks(world):
    return Hooks(world)


@pytest.fixture
def own_connection():
    """For threads: each has a connection of its own, for both logins."""

    def link():
        connections["system"] = connections["default"]

    return link


__all__ = ["UUID", "Hooks"]
