"""The site map: every face of the portal, from the roof."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
]
