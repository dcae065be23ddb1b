"""The open book of a partnership: `/p/<partnership>/book/`."""

from django.urls import URLPattern

app_name = "pricing"
urlpatterns: list[URLPattern] = []
