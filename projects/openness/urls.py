"""Who may see how much: `/p/<partnership>/openness/`."""

from django.urls import URLPattern, path

from .views import look

app_name = "openness"
urlpatterns: list[URLPattern] = [
    path("look/", look.look, name="look"),
]
