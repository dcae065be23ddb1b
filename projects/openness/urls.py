"""Who may see how much: `/p/<partnership>/openness/`."""

from django.urls import URLPattern

app_name = "openness"
urlpatterns: list[URLPattern] = []
