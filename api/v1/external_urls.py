"""The addresses by external id."""

from django.urls import URLPattern, path

from api.v1.external_links import OrganizationByExternalId, PartnershipByExternalId
from api.v1.external_records import (
    DeliverableByExternalId,
    GoalByExternalId,
    KeyFigureByExternalId,
    OutlayByExternalId,
    ProjectByExternalId,
    WorkEntryByExternalId,
)

VIEWS = {
    "organizations": OrganizationByExternalId,
    "partnerships": PartnershipByExternalId,
    "projects": ProjectByExternalId,
    "deliverables": DeliverableByExternalId,
    "work-entries": WorkEntryByExternalId,
    "goals": GoalByExternalId,
    "key-figures": KeyFigureByExternalId,
    "outlays": OutlayByExternalId,
}

EXTERNAL: list[URLPattern] = [
    path(
        f"{name}/external/<str:source>/<path:external_id>", view.as_view(), name=f"{view.kind}_by_external_id"
    )
    for name, view in VIEWS.items()
]
