"""The addresses of many rows at once."""

from django.urls import URLPattern, path

from api.v1.batch_plans import DeliverablesBatchView, GoalsBatchView, ProjectsBatchView
from api.v1.batch_readings import ReadingsBatchView
from api.v1.batch_work import WorkEntriesBatchView

VIEWS = {
    "work-entries": WorkEntriesBatchView,
    "projects": ProjectsBatchView,
    "deliverables": DeliverablesBatchView,
    "goals": GoalsBatchView,
    "readings": ReadingsBatchView,
}

BATCHES: list[URLPattern] = [
    path(f"{name}/batch/upsert", view.as_view(), name=f"upsert_{name.replace('-', '_')}")
    for name, view in VIEWS.items()
]
