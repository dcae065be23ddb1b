"""What both sides have built together: hours that all have put in, and what starting over would cost each."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit import formats
from partnership.kit.answers import attempted, page, see_other
from partnership.kit.charts import BarWords, Chart, bars
from partnership.kit.spoken import language
from projects.pricing.actions.together import add_shared, remove_shared, state_replacement
from projects.pricing.capital import FADING, Stand, capital
from projects.pricing.forms.together import ReplacementForm, SharedForm
from projects.pricing.queries.together import (
    PAGE,
    own_inputs,
    place_of,
    replacements,
    roles_of_sides,
    shared_months,
    shared_on_page,
)

MONTHS_SHOWN = 24


@require_http_methods(["GET", "HEAD", "POST"])
def together(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Show what was built, and write down a line of the own side."""
    if request.method == "POST":
        request.actor.require(Right.LOG_WORK, request.partnership)
    form = SharedForm(request.POST or None, initial={"done_on": timezone.localdate()})
    if attempted(
        form,
        lambda: add_shared(
            request.actor,
            partnership=request.partnership,
            said=form.said(),
            today=timezone.localdate(),
            now=timezone.now(),
            key=form.cleaned_data["key"],
        ),
    ):
        messages.success(request, _("Written down."))
        return see_other("pricing:together", partnership=partnership)
    return _together(request, form=form)


@require_POST
def remove(request: PortalRequest, partnership: UUID, shared: UUID) -> HttpResponse:
    """Take a line of the own side away."""
    remove_shared(request.actor, partnership=request.partnership, shared_id=shared, now=timezone.now())
    messages.success(request, _("The line is gone."))
    return see_other("pricing:together", partnership=partnership)


@require_POST
def replacement(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """State what starting over would cost the own side."""
    request.actor.require(Right.KEEP_BOOK, request.partnership)
    form = _replacement_form(request, data=request.POST)
    if attempted(
        form,
        lambda: state_replacement(
            request.actor, partnership=request.partnership, inputs=form.inputs(), now=timezone.now()
        ),
    ):
        messages.success(request, _("Saved."))
        return see_other("pricing:together", partnership=partnership)
    return _together(request, form=SharedForm(), replacement_form=form)


def _together(request: PortalRequest, **forms: Any) -> HttpResponse:
    today, seen = timezone.localdate(), request.partnership
    rows = shared_on_page(seen.id, after=_after(request), limit=PAGE + 1)
    stands = capital(shared_months(seen.id), until=today)
    context: dict[str, Any] = {
        "rows": [(one, seen.party(one.party_id)) for one in rows[:PAGE]],
        "older_url": f"?before={rows[PAGE - 1].id}" if len(rows) > PAGE else "",
        "hours": stands[-1].hours if stands else None,
        "chart": _chart(stands[-MONTHS_SHOWN:], today) if stands else None,
        "fading": FADING,
        "may_write": request.actor.may(Right.LOG_WORK),
    }
    if request.actor.may(Right.SEE_BOOK):
        roles = roles_of_sides(seen)
        context["sides"] = replacements(request.actor, seen, roles, today=today, now=timezone.now())
    if request.actor.may(Right.KEEP_BOOK) and "replacement_form" not in forms:
        context["replacement_form"] = _replacement_form(request)
    return page(request, "pricing/together.html", {**context, **forms})


def _replacement_form(request: PortalRequest, data: Any = None) -> ReplacementForm:
    seen = request.partnership
    inputs = own_inputs(seen.id, request.actor.organization_id)
    roles = roles_of_sides(seen)[request.actor.party_id(seen.id)]
    return ReplacementForm(data, roles=roles, inputs=inputs, auto_id="replacement_%s")


def _after(request: PortalRequest) -> tuple[date, UUID] | None:
    text = request.GET.get("before", "")
    try:
        return place_of(request.partnership.id, UUID(text)) if text else None
    except ValueError as error:
        raise Http404 from error


def _chart(stands: list[Stand], today: date) -> Chart:
    spoken = language()
    now = formats.hours(stands[-1].hours, spoken, 0)
    return bars(
        [(formats.month_year(one.month, spoken), float(one.hours)) for one in stands],
        words=BarWords(
            title=_("Built together, by month"),
            sentence=_("Together the sides have built %(hours)s of knowing each other by %(day)s.")
            % {"hours": now, "day": formats.date_long(today, spoken)},
            rows=_("Month"),
            columns=(_("Hours"),),
        ),
        language=spoken,
    )
