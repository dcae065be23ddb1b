"""How both sides say it goes, and what comes of it: `/p/<partnership>/feedback/`."""

from django.urls import URLPattern

app_name = "feedback"
urlpatterns: list[URLPattern] = []
