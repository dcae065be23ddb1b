"""The health of a partnership, the same for every side."""

from decimal import Decimal
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import PortalRequest
from partnership.kit.weeks import Week
from projects.health.charts import status_of, trend_chart
from projects.health.formula import ENOUGH
from projects.health.methods import dimensions, parts_of_delivery, settings_of_formula
from projects.health.queries import TREND_WEEKS, HealthSeen, RowSeen, health_of_weeks, rows_on_page


@require_safe
def health(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Score, why it moved, the trend of both sides, and what is still without data."""
    seen = _seen(request, partnership)
    kind, word = status_of(seen)
    context = {
        "seen": seen,
        "status": kind,
        "status_text": word,
        "sides": [(side, seen.parties.get(side.id)) for side in request.partnership.parties],
        "chart": trend_chart(seen, request.partnership.parties),
        "dimensions": dimensions(seen.covered),
        "enough": ENOUGH,
    }
    return render(request, "health/health.html", context)


@require_safe
def counted(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Every number behind the week's score, with the formulas in plain words."""
    seen = _seen(request, partnership)
    rows = rows_on_page(request.actor, partnership, seen.week)
    context = {
        "seen": seen,
        "sides": [(side, _with_total(rows.get(side.id, []))) for side in request.partnership.parties],
        "dimensions": dimensions(seen.covered),
        "parts": parts_of_delivery(),
        "formula": settings_of_formula(),
    }
    return render(request, "health/counted.html", context)


@require_safe
def trend_file(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """The trend's data as CSV."""
    chart = trend_chart(_seen(request, partnership), request.partnership.parties)
    headers = {"Content-Disposition": 'attachment; filename="health.csv"'}
    return HttpResponse(chart.csv(), content_type="text/csv; charset=utf-8", headers=headers)


def _with_total(rows: list[RowSeen]) -> tuple[list[RowSeen], Decimal]:
    return rows, sum((row.points for row in rows), Decimal(0))


def _seen(request: PortalRequest, partnership: UUID) -> HealthSeen:
    return health_of_weeks(request.actor, partnership, _week(request), weeks=TREND_WEEKS)


def _week(request: PortalRequest) -> Week:
    asked = request.GET.get("week")
    try:
        return Week.parse(asked) if asked else Week.of(timezone.localdate())
    except ValueError as error:
        raise Http404 from error
