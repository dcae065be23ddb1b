"""Everything under /api/: version 1, its description for programs and for people, and 404 for the rest."""

from django.urls import include, path, re_path

from api.documentation import documentation, openapi
from api.outside import nothing_here

app_name = "api"

urlpatterns = [
    path("v1/openapi.json", openapi, name="openapi"),
    path("docs/", documentation, name="docs"),
    path("v1/", include("api.v1.urls")),
    re_path(r"^(?P<rest>.*)$", nothing_here, name="nothing_here"),
]
