"""Projects: the list, the page with both clocks, and the forms."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from projects.agreement.queries.seen import open_version
from projects.work.actions.projects import change_project, create_project, finish_project, reopen_project
from projects.work.charts import burn_up_of
from projects.work.forms import FactsForm, FinishForm
from projects.work.models import Project
from projects.work.queries.deliverables import deliverables_on_page
from projects.work.queries.facts import ProjectRead, read_projects
from projects.work.queries.pages import (
    entries_on_page,
    last_day,
    place_of,
    project_of,
    recent_work,
)
from projects.work.queries.terms import terms_on_page
from projects.work.terms import KIND
from projects.work.terms_forms import NewProjectForm

from .chairs import chairs


@require_safe
def projects(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """All projects of the partnership with both clocks in short."""
    found = read_projects([partnership], as_of=timezone.localdate())
    context = {
        "running": [one for one in found if one.work.finished_on is None],
        "finished": [one for one in found if one.work.finished_on],
        "may_plan": request.actor.may(Right.PLAN),
        "may_import": request.actor.may(Right.IMPORT_WORK),
    }
    return page(request, "work/projects.html", context)


@require_safe
def project(request: PortalRequest, partnership: UUID, project: UUID) -> HttpResponse:
    """One project's two clocks, and the work behind them."""
    row, today = project_of(partnership, project), timezone.localdate()
    read, until = _read(row, today), last_day(row, today=today)
    terms = terms_on_page(request.partnership, row)
    entries, older = entries_on_page(request.partnership, row, before=place_of(request.GET.get("before", "")))
    context = {
        "project": row,
        "read": read,
        "chart": burn_up_of(read, row, today=today),
        "deliverables": deliverables_on_page(row, today=today),
        "recent": recent_work(row, request.partnership.parties, until=until),
        "until": until,
        "entries": entries,
        "older": f"?before={older[0].isoformat()}~{older[1]}#entries" if older else "",
        "is_first": "before" not in request.GET,
        "terms": terms,
        **chairs(request, terms),
        "may_plan": request.actor.may(Right.PLAN),
        "may_log": request.actor.may(Right.LOG_WORK),
        "finish": FinishForm(initial={"finished_on": today}),
        "commissioner": request.partnership.party(row.commissioned_by_id),
        "deliverer": request.partnership.party(row.delivered_by_id),
    }
    return page(request, "work/project.html", context)


@require_safe
def burn_file(request: PortalRequest, partnership: UUID, project: UUID) -> HttpResponse:
    """The burn-up's data as CSV."""
    row, today = project_of(partnership, project), timezone.localdate()
    chart = burn_up_of(_read(row, today), row, today=today)
    headers = {"Content-Disposition": 'attachment; filename="hours.csv"'}
    return HttpResponse(chart.csv(), content_type="text/csv; charset=utf-8", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def new_project(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Begin a project, and put its terms forward if any are said."""
    request.actor.require(Right.PLAN, request.partnership)
    form = NewProjectForm(request.POST or None, partnership=request.partnership)
    made = attempted(
        form,
        lambda: create_project(
            request.actor,
            partnership=request.partnership,
            facts=form.facts(),
            terms=form.terms(),
            word=form.cleaned_data["word"],
            now=timezone.now(),
            key=form.cleaned_data["key"],
        ),
    )
    if made and made.value:
        return _to_what_waits(request, made.value.id)
    return page(request, "work/project_new.html", {"form": form, **chairs(request)})


def _to_what_waits(request: PortalRequest, project_id: UUID) -> HttpResponse:
    """Go on to the proposal that now waits for signatures, else to the project."""
    found = open_version(request.partnership.id, KIND, project_id)
    if found is None:
        return see_other("work:project", partnership=request.partnership.id, project=project_id)
    return see_other("agreement:agreement", partnership=request.partnership.id, agreement=found.agreement_id)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_project(request: PortalRequest, partnership: UUID, project: UUID) -> HttpResponse:
    """Change what either side may write of a project: its name and code."""
    row = project_of(partnership, project)
    request.actor.require(Right.PLAN, row)
    form = FactsForm(request.POST or None, project=row)
    if attempted(
        form, lambda: change_project(request.actor, project=row, facts=form.facts(), now=timezone.now())
    ):
        return see_other("work:project", partnership=partnership, project=project)
    return page(request, "work/project_form.html", {"form": form, "project": row})


@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: PortalRequest, partnership: UUID, project: UUID) -> HttpResponse:
    """Say that a project is finished."""
    row, today = project_of(partnership, project), timezone.localdate()
    request.actor.require(Right.PLAN, row)
    form = FinishForm(request.POST or None, initial={"finished_on": today})
    if attempted(
        form,
        lambda: finish_project(
            request.actor,
            project=row,
            finished_on=form.cleaned_data["finished_on"],
            today=today,
            now=timezone.now(),
        ),
    ):
        return see_other("work:project", partnership=partnership, project=project)
    return page(request, "work/finish.html", {"form": form, "project": row})


@require_POST
def reopen(request: PortalRequest, partnership: UUID, project: UUID) -> HttpResponse:
    """Take a finished project up again."""
    reopen_project(request.actor, project=project_of(partnership, project), now=timezone.now())
    return see_other("work:project", partnership=partnership, project=project)


def _read(row: Project, today: date) -> ProjectRead:
    return read_projects([row.partnership_id], as_of=today, project_ids=[row.id])[0]
