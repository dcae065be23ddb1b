"""An organization's own rate card and exchange rates: `/organization/rates/`."""

from django.urls import URLPattern

app_name = "rates"
urlpatterns: list[URLPattern] = []
