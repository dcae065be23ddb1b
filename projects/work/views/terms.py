"""The terms of a project: the form that proposes, changes or answers them, and the plan put forward with one click."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from projects.agreement.models import Version
from projects.agreement.queries.seen import newest_number
from projects.agreement.refusals import VersionPassed
from projects.work.actions.terms import propose_plan, propose_terms
from projects.work.models import Project
from projects.work.queries.pages import project_of
from projects.work.queries.terms import suggested, terms_on_page
from projects.work.terms import KIND
from projects.work.terms_forms import TermsForm

from .chairs import chairs


@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: PortalRequest, partnership: UUID, project: UUID) -> HttpResponse:
    """Propose terms, change one's own proposal, or answer the other side's."""
    row = project_of(partnership, project)
    request.actor.require(Right.PLAN, row)
    shown = terms_on_page(request.partnership, row)
    form = TermsForm(
        request.POST or None,
        partnership=request.partnership,
        basis=suggested(row, shown),
        seen=shown.newest,
        deliverables=shown.deliverables,
    )
    put = attempted(form, lambda: _put_forward(request, row, form))
    if put and put.value:
        return _to_agreement(put.value)
    context = {"form": form, "project": row, "shown": shown, **chairs(request, shown)}
    return page(request, "work/terms.html", context)


@require_POST
def plan(request: PortalRequest, partnership: UUID, project: UUID) -> HttpResponse:
    """Put the plan forward as terms."""
    row = project_of(partnership, project)
    version = propose_plan(
        request.actor,
        partnership=request.partnership,
        project=row,
        seen=_number(request.POST.get("seen", "")),
        now=timezone.now(),
    )
    return _to_agreement(version)


def _put_forward(request: PortalRequest, project: Project, form: TermsForm) -> Version:
    try:
        return propose_terms(
            request.actor,
            partnership=request.partnership,
            project=project,
            terms=form.terms(),
            seen=form.cleaned_data["seen"],
            word=form.cleaned_data["word"],
            now=timezone.now(),
            key=form.cleaned_data["key"],
        )
    except VersionPassed:
        form.freshen(newest_number(project.partnership_id, KIND, project.id))
        raise


def _to_agreement(version: Version) -> HttpResponse:
    return see_other(
        "agreement:agreement", partnership=version.partnership_id, agreement=version.agreement_id
    )


def _number(text: str) -> int:
    """Read the number of a version; anything else is none that exists, so it is passed by."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
