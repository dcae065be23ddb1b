"""The health of a partnership, the same for every side."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from partnership.kit.weeks import Week
from projects.agreement.actions.proposals import put_forward
from projects.agreement.models import Version
from projects.agreement.queries.seen import newest_number, open_version
from projects.health.charts import status_of, trend_chart
from projects.health.explained import explained
from projects.health.forms import WeightsForm
from projects.health.formula import DEFAULT, ENOUGH, VERSION
from projects.health.lists import weeks_around
from projects.health.methods import dimensions, parts_of_delivery, settings_of_formula
from projects.health.queries import TREND_WEEKS, HealthSeen, health_of_weeks
from projects.health.step_words import steps_of_sides
from projects.health.weights import KIND, held_in, values_of, weights_of_week, weights_signed


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
        "steps": steps_of_sides(seen.steps, request.partnership.parties),
        "chart": trend_chart(seen, request.partnership.parties),
        "dimensions": dimensions(seen.covered, weights_of_week(partnership, seen.week)),
        "enough": ENOUGH,
        "weeks": weeks_around(partnership, seen.week),
        "may_say": request.actor.may(Right.GIVE_FEEDBACK) and request.partnership.status == "active",
    }
    return render(request, "health/health.html", context)


@require_safe
def counted(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Every number behind the week's score, each with the way to its fact, and the formulas in plain words."""
    week = _week(request)
    seen = explained(request.actor, request.partnership, week, today=timezone.localdate())
    shown = seen.week if seen else week
    signed = weights_signed(partnership)
    held = held_in(signed, shown)
    agreed = held.agreed if held else DEFAULT
    context = {
        "week": shown,
        "seen": seen,
        "sides": [(side, seen.sides.get(side.id)) for side in request.partnership.parties] if seen else [],
        "weeks": weeks_around(partnership, shown),
        "dimensions": dimensions(seen.covered if seen else (), agreed),
        "signed": signed,
        "held": held,
        "parts": parts_of_delivery(),
        "formula": settings_of_formula(agreed, version=seen.formula if seen else VERSION),
        "may_plan": request.actor.may(Right.PLAN),
    }
    return render(request, "health/counted.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def weights(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Propose other weights, or answer the ones that are proposed; they hold when every side has signed."""
    request.actor.require(Right.PLAN, request.partnership)
    waiting, now = open_version(partnership, KIND, partnership), timezone.now()
    agreed = weights_of_week(partnership, Week.of(now.date()))
    seen = newest_number(partnership, KIND, partnership)
    form = WeightsForm(
        request.POST or None, values=waiting.values if waiting else values_of(agreed), seen=seen
    )
    made = attempted(form, lambda: _proposed(request, form, now))
    if made and made.value:
        return see_other("agreement:agreement", partnership=partnership, agreement=made.value.agreement_id)
    form.renew(seen)
    context = {"form": form, "waiting": waiting, "dimensions": dimensions((), agreed), "agreed": agreed}
    return page(request, "health/weights.html", context)


def _proposed(request: PortalRequest, form: WeightsForm, now: datetime) -> Version:
    return put_forward(
        request.actor,
        partnership=request.partnership,
        kind=KIND,
        subject_id=request.partnership.id,
        values=form.values(),
        seen=form.cleaned_data["seen"],
        word=form.cleaned_data["word"],
        key=form.cleaned_data["key"],
        now=now,
    )


@require_safe
def trend_file(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """The trend's data as CSV."""
    chart = trend_chart(_seen(request, partnership), request.partnership.parties)
    headers = {"Content-Disposition": 'attachment; filename="health.csv"'}
    return HttpResponse(chart.csv(), content_type="text/csv; charset=utf-8", headers=headers)


def _seen(request: PortalRequest, partnership: UUID) -> HealthSeen:
    return health_of_weeks(request.actor, partnership, _week(request), weeks=TREND_WEEKS)


def _week(request: PortalRequest) -> Week:
    asked = request.GET.get("week")
    try:
        return Week.parse(asked) if asked else Week.of(timezone.localdate())
    except ValueError as error:
        raise Http404 from error
