"""Addresses under /api/ that lead nowhere."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

from api.problems import problem


@login_not_required
def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Answer an unknown address as one would answer the address of something that isn't there."""
    return problem(request, 404)
