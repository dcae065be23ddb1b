"""Rows of work for tests: everything that matters is said, the rest is plain."""

from datetime import UTC, date, datetime
from decimal import Decimal

import factory

from projects.work.models import Deliverable, Project, Task, WorkEntry, Worker

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class _Stamped(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    created_at = NOW
    updated_at = NOW


class ProjectFactory(_Stamped):
    """Say partnership_id, commissioned_by_id and delivered_by_id."""

    class Meta:
        model = Project

    name = factory.Sequence(lambda n: f"Project {n}")
    code = factory.Sequence(lambda n: f"P{n}")
    hours_budget = Decimal(100)
    starts_on = date(2026, 9, 1)
    delivery_on = date(2026, 12, 31)


class DeliverableFactory(_Stamped):
    """Say project; its partnership is the deliverable's. What is planned is agreed, unless something else is said."""

    class Meta:
        model = Deliverable

    partnership_id = factory.SelfAttribute("project.partnership_id")
    name = factory.Sequence(lambda n: f"Deliverable {n}")
    code = factory.Sequence(lambda n: f"D{n}")
    hours_budget = None
    planned_on = None
    agreed_hours = factory.SelfAttribute("hours_budget")
    agreed_on = factory.SelfAttribute("planned_on")


class TaskFactory(factory.django.DjangoModelFactory):
    """Say project."""

    class Meta:
        model = Task

    partnership_id = factory.SelfAttribute("project.partnership_id")
    ref = factory.Sequence(lambda n: f"T{n}")
    hours_estimate = Decimal(10)


class WorkerFactory(factory.django.DjangoModelFactory):
    """Say partnership_id and organization_id."""

    class Meta:
        model = Worker

    label = factory.Sequence(lambda n: f"Worker {n}")


class WorkEntryFactory(_Stamped):
    """Say project and party_id."""

    class Meta:
        model = WorkEntry

    partnership_id = factory.SelfAttribute("project.partnership_id")
    done_on = date(2026, 11, 2)
    hours = Decimal(4)
    role = "Development"
