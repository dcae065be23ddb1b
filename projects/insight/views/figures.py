"""Key figures: reading them as far as they are opened, keeping the own side's, and their values."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import Attempt, attempted, page, see_other
from partnership.kit.errors import Refused
from partnership.kit.uploads import LimitedUpload, is_too_large
from projects.insight.actions.figures import add_figure, archive_figure, change_figure
from projects.insight.actions.values import SENTENCES, BadFigureFile, read_figure_file, record_values
from projects.insight.following import places_of
from projects.insight.forms.figures import FigureForm, ValueFileForm, ValueForm
from projects.insight.models import Figure, FigureValue
from projects.insight.queries.figures import FigureSeen, figure_seen, own_figure_row
from projects.insight.showing import chart_of, figure_row
from projects.insight.valuefile import MOST_BYTES

SHOWN = 60


@require_http_methods(["GET", "HEAD", "POST"])
def figure_new(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Add a key figure of the own side's."""
    request.actor.require(Right.SHARE_INSIGHT, request.partnership)
    form = FigureForm(request.POST or None)
    made = attempted(
        form,
        lambda: add_figure(
            request.actor,
            partnership=request.partnership,
            said=form.said(),
            now=timezone.now(),
            key=form.cleaned_data["key"],
        ),
    )
    if made and made.value:
        return see_other("insight:figure", partnership=partnership, figure=made.value.id)
    return page(request, "insight/figure_form.html", {"form": form})


@require_safe
def figure(request: PortalRequest, partnership: UUID, figure: UUID) -> HttpResponse:
    """One key figure of any side, as far as that side has opened it."""
    seen = _seen(request, figure)
    side = request.partnership.party(seen.party_id)
    is_own = side is not None and side.is_own and request.actor.behind is None
    may_share = request.actor.may(Right.SHARE_INSIGHT) and request.partnership.status == "active"
    context = {
        "row": figure_row(seen),
        "figure": seen,
        "side": side,
        "chart": chart_of(seen),
        "days": list(reversed(seen.shown.days))[:SHOWN],
        "sources": dict(FigureValue.Source.choices),
        "places": places_of(partnership, figure),
        "may_write": may_share and is_own,
        "may_ask": may_share and not is_own,
    }
    return page(request, "insight/figure.html", context)


@require_safe
def figure_file(request: PortalRequest, partnership: UUID, figure: UUID) -> HttpResponse:
    """The chart's data as CSV, as far as it is opened."""
    chart = chart_of(_seen(request, figure))
    if chart is None:
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="key-figure.csv"'}
    return HttpResponse(chart.csv(), content_type="text/csv; charset=utf-8", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def figure_edit(request: PortalRequest, partnership: UUID, figure: UUID) -> HttpResponse:
    """Change what a figure of the own side's is."""
    row = own_figure_row(request.actor, partnership, figure)
    request.actor.require(Right.SHARE_INSIGHT, row)
    form = FigureForm(request.POST or None, figure=row)
    if attempted(
        form,
        lambda: change_figure(
            request.actor,
            figure=row,
            said=form.said(),
            version=form.cleaned_data["version"],
            now=timezone.now(),
        ),
    ):
        messages.success(request, _("Saved."))
        return see_other("insight:figure", partnership=partnership, figure=figure)
    return page(request, "insight/figure_form.html", {"form": form, "row": row})


@require_POST
def figure_archive(request: PortalRequest, partnership: UUID, figure: UUID) -> HttpResponse:
    """Archive a figure of the own side's, or take it back."""
    row = own_figure_row(request.actor, partnership, figure)
    is_archived = request.POST.get("archived") != "0"
    archive_figure(request.actor, figure=row, now=timezone.now(), is_archived=is_archived)
    return see_other("insight:figure", partnership=partnership, figure=figure)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def figure_values(request: PortalRequest, partnership: UUID, figure: UUID) -> HttpResponse:
    """Write values of the own side's figure down, or bring them in as a file.

    The handlers must stand before anything reads the body, the token's check included.
    """
    row = own_figure_row(request.actor, partnership, figure)
    request.actor.require(Right.SHARE_INSIGHT, row)
    request.upload_handlers = [LimitedUpload(request, largest=MOST_BYTES)]
    return _values(request, row)


@csrf_protect
def _values(request: PortalRequest, row: Figure) -> HttpResponse:
    is_file = request.method == "POST" and request.POST.get("what") == "file"
    hand = ValueForm(
        None if is_file else request.POST or None,
        initial={"read_on": timezone.localdate(), "source_name": row.source},
    )
    file = (
        ValueFileForm(request.POST, request.FILES)
        if is_file
        else ValueFileForm(initial={"file_source": row.source})
    )
    if is_too_large(request):
        file.errors.clear()
        file.add_error("file", str(SENTENCES["too_large"]))
    problems: list[object] = []
    done = _brought(request, file, row, problems) if is_file else _written(request, hand, row)
    if done.value is not None:
        count = sum(one is not None for one in done.value)
        said = ngettext("%(count)s new value.", "%(count)s new values.", count) % {"count": count}
        messages.success(request, said)
        return see_other("insight:figure", partnership=row.partnership_id, figure=row.id)
    context = {"hand": hand, "file": file, "row": row, "problems": problems}
    return page(request, "insight/figure_values.html", context)


def _written(request: PortalRequest, form: ValueForm, row: Figure) -> Attempt[Any]:
    def write() -> list[FigureValue | None]:
        return record_values(
            request.actor,
            figure=row,
            values=[form.said()],
            source_kind=FigureValue.Source.HAND,
            source_name=form.cleaned_data["source_name"],
            today=timezone.localdate(),
            now=timezone.now(),
        )

    return attempted(form, lambda: _placed(write))


def _placed(write: Any) -> Any:
    """The form has one value: what is refused of it stands at its own field."""
    try:
        return write()
    except Refused as refused:
        refused.on_field = (refused.on_field or "").rpartition(".")[2] or None
        raise


def _brought(
    request: PortalRequest, form: ValueFileForm, row: Figure, problems: list[object]
) -> Attempt[Any]:
    def bring() -> list[FigureValue]:
        file = form.cleaned_data["file"]
        try:
            return read_figure_file(
                request.actor,
                figure=row,
                data=file.read(MOST_BYTES + 1),
                source_name=form.cleaned_data["file_source"] or file.name,
                today=timezone.localdate(),
                now=timezone.now(),
            )
        except BadFigureFile as bad:
            problems.extend(bad.problems)
            raise

    return attempted(form, bring)


def _seen(request: PortalRequest, figure: UUID) -> FigureSeen:
    today, now = timezone.localdate(), timezone.now()
    return figure_seen(request.actor, request.partnership, figure, today=today, now=now)
