"""The open book: every project in short, and one project's price, cost and margin."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import page
from partnership.kit.errors import NotThere
from partnership.kit.spoken import language
from projects.pricing.book_shown import book_line, corridor_chart, lines_of, roles_priced, sheet_lines
from projects.pricing.queries.bonus import bonus_of
from projects.pricing.queries.book import book_of, project_book
from projects.pricing.queries.outlays import outlays_on_page
from projects.pricing.queries.sheets import sheets_waiting
from projects.pricing.viewing import viewing_for
from projects.work.queries.pages import place_of, project_of


@require_safe
def book(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Every project's price, and cost and margin as far as they are opened."""
    today = timezone.localdate()
    seen = book_of(request.actor, request.partnership, today=today, now=timezone.now(), place="book")
    waiting = sheets_waiting(partnership)
    context = {
        "running": lines_of(seen.projects, waiting, finished=False),
        "finished": lines_of(seen.projects, waiting, finished=True),
        **_may(request, today),
    }
    return page(request, "pricing/book.html", context)


@require_safe
def project(request: PortalRequest, partnership: UUID, project: UUID) -> HttpResponse:
    """One project's book: the sheet, what is done against it, and where price and margin are heading."""
    row, today = project_of(partnership, project), timezone.localdate()
    _book, seen = project_book(
        request.actor, request.partnership, project, today=today, now=timezone.now(), place="project"
    )
    outlays, older = outlays_on_page(
        request.partnership, row, before=place_of(request.GET.get("outlays_before", ""))
    )
    context = {
        "project": row,
        "one": seen,
        "line": book_line(seen, sheets_waiting(partnership)),
        "seen": seen.outturn,
        "roles": roles_priced(seen.outturn),
        "sheet_lines": sheet_lines(seen.outturn),
        "bonus": bonus_of(partnership, seen.outturn.terms, today=today),
        "chart": corridor_chart(seen, language()),
        "outlays": outlays,
        "outlays_older": f"?outlays_before={older[0].isoformat()}~{older[1]}#outlays" if older else "",
        **_may(request, today),
    }
    return page(request, "pricing/project.html", context)


@require_safe
def margin_file(request: PortalRequest, partnership: UUID, project: UUID) -> HttpResponse:
    """The data of the margin's chart as CSV; NotThere where the page has no chart."""
    _book, seen = project_book(
        request.actor,
        request.partnership,
        project,
        today=timezone.localdate(),
        now=timezone.now(),
        place="project",
    )
    chart = corridor_chart(seen, language())
    if chart is None:
        raise NotThere
    headers = {"Content-Disposition": 'attachment; filename="margin.csv"'}
    return HttpResponse(chart.csv(), content_type="text/csv; charset=utf-8", headers=headers)


def _may(request: PortalRequest, today: date) -> dict[str, object]:
    is_active = request.partnership.status == "active"
    return {
        "may_see": request.actor.may(Right.SEE_BOOK),
        "may_keep": request.actor.may(Right.KEEP_BOOK) and is_active,
        "own": viewing_for(request.actor, request.partnership, today=today),
    }
