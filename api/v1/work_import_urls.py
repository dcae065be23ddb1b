"""The addresses of work logs as files."""

from django.urls import path

from api.v1.work_imports import (
    ConfirmWorkImportView,
    PartnershipWorkImportsView,
    UndoWorkImportView,
    WorkImportDatesView,
    WorkImportProblemsView,
    WorkImportsView,
    WorkImportView,
)

ONE = "work-imports/<uuid:work_import>"

WORK_IMPORTS = [
    path("work-imports", WorkImportsView.as_view(), name="work_imports"),
    path(ONE, WorkImportView.as_view(), name="work_import"),
    path(f"{ONE}/dates", WorkImportDatesView.as_view(), name="work_import_dates"),
    path(f"{ONE}/confirm", ConfirmWorkImportView.as_view(), name="confirm_work_import"),
    path(f"{ONE}/undo", UndoWorkImportView.as_view(), name="undo_work_import"),
    path(f"{ONE}/problems", WorkImportProblemsView.as_view(), name="work_import_problems"),
    path(
        "partnerships/<uuid:partnership>/work-imports",
        PartnershipWorkImportsView.as_view(),
        name="partnership_work_imports",
    ),
]
