"""What each side lets the other know of its business: `/p/<partnership>/insight/`."""

from django.urls import URLPattern

app_name = "insight"
urlpatterns: list[URLPattern] = []
