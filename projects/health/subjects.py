"""What rows of the score are about, by name, in the query that reads them: a project or a goal of the same partnership."""

from typing import Any

from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from projects.goals.models import Goal
from projects.work.models import Project

NAMED: tuple[Any, ...] = (Project, Goal)


def subject_name() -> Any:
    """The name of a contribution's subject, as an annotation: ids are unique over all kinds, so the first found is it."""
    found = [
        Subquery(
            model.objects.filter(partnership_id=OuterRef("partnership_id"), id=OuterRef("subject_id")).values(
                "name"
            )[:1]
        )
        for model in NAMED
    ]
    return Coalesce(*found, output_field=CharField())


def subject_of(row: Any) -> str:
    """The name that `subject_name` put beside a contribution; "" for a row that is about no single thing."""
    return row.subject or ""
