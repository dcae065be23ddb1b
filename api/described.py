"""What the OpenAPI description covers: version 1, at its addresses."""

from django.urls import include, path

urlpatterns = [path("api/v1/", include("api.v1.urls"))]
