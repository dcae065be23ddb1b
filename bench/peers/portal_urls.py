"""The portal's addresses and the empty page that a home is measured against."""

from functools import cache
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

EMPTY = '{% extends "layouts/partnership.html" %}{% block content %}{% endblock %}'


def empty(request: HttpRequest, partnership: UUID) -> HttpResponse:
    """Show the layout with nothing in it, through the same door."""
    return HttpResponse(_template().render({}, request))


@cache
def _template() -> Any:
    return engines["django"].from_string(EMPTY)


urlpatterns = [path("p/<uuid:partnership>/empty/", empty), path("", include("partnership.urls"))]
