"""Questions between the sides: asking, answering, asking on, closing."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Right
from accounts.queries import PartySeen
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from projects.insight.actions.questions import QuestionSaid, ask_question, close_question, reply
from projects.insight.forms.questions import QuestionForm, ReplyForm
from projects.insight.models import Page, Question
from projects.insight.queries.figures import FigureSeen, figure_seen
from projects.insight.queries.pages import page_row
from projects.insight.queries.questions import posts_of, question_row, question_seen
from projects.insight.showing import asked
from projects.insight.subjects import subject_address


@require_http_methods(["GET", "HEAD", "POST"])
def question_new(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Ask another side about a page (`?page=`), a key figure (`?figure=`), a project, or freely."""
    request.actor.require(Right.SHARE_INSIGHT, request.partnership)
    about, figure = _about(request)
    form = QuestionForm(
        request.POST or None,
        others=_others(request, about, figure),
        partnership_id=partnership,
        is_about=about is not None or figure is not None,
    )

    def ask() -> Question:
        kind, key = form.about()
        said = QuestionSaid(
            owner=form.cleaned_data["owner"],
            title=form.cleaned_data["title"],
            text=form.cleaned_data["text"],
            page=about,
            figure_id=figure.id if figure else None,
            subject_kind=kind,
            subject_id=key,
        )
        return ask_question(
            request.actor,
            partnership=request.partnership,
            said=said,
            now=timezone.now(),
            key=form.cleaned_data["key"],
        )

    made = attempted(form, ask)
    if made and made.value:
        messages.success(request, _("Asked. It waits for the other side now."))
        return see_other("insight:question", partnership=partnership, question=made.value.id)
    return page(request, "insight/question_form.html", {"form": form, "about": about, "figure": figure})


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: PortalRequest, partnership: UUID, question: UUID) -> HttpResponse:
    """Read a question with its answers; whoever's turn it is answers here."""
    row = question_row(request.actor, partnership, question)
    if request.method == "POST":
        request.actor.require(Right.SHARE_INSIGHT, row)
    form = ReplyForm(request.POST or None)
    if attempted(
        form,
        lambda: reply(request.actor, question=row, text=form.cleaned_data["text"], now=timezone.now()),
    ):
        return see_other("insight:question", partnership=partnership, question=question)
    [shown] = asked(request.partnership, [question_seen(row)])
    may_share = request.actor.may(Right.SHARE_INSIGHT) and request.partnership.status == "active"
    kind, key = row.subject_kind, row.subject_id
    context = {
        "asked": shown,
        "posts": [(one, request.partnership.party(one.party_id)) for one in posts_of(row)],
        "subject_url": subject_address(partnership, kind, key)
        if shown.question.about and kind and key
        else "",
        "form": form if may_share and (shown.is_ours or form.is_bound) else None,
        "may_close": may_share and bool(shown.party and shown.party.is_own) and not row.closed_at,
    }
    return page(request, "insight/question.html", context)


@require_POST
def question_close(request: PortalRequest, partnership: UUID, question: UUID) -> HttpResponse:
    """Close a question of the own side's."""
    row = question_row(request.actor, partnership, question)
    close_question(request.actor, question=row, now=timezone.now())
    return see_other("insight:question", partnership=partnership, question=question)


def _about(request: PortalRequest) -> tuple[Page | None, FigureSeen | None]:
    """What the address says is asked about; raises Http404 for no id, NotThere for what the reader may not see."""
    keys = {name: request.GET.get(name, "") for name in ("page", "figure")}
    try:
        ids = {name: UUID(text) for name, text in keys.items() if text}
    except ValueError as error:
        raise Http404 from error
    now, today = timezone.now(), timezone.localdate()
    about = page_row(request.actor, request.partnership.id, ids["page"]) if "page" in ids else None
    figure = (
        figure_seen(request.actor, request.partnership, ids["figure"], today=today, now=now)
        if "figure" in ids
        else None
    )
    return about, figure


def _others(request: PortalRequest, about: Page | None, figure: FigureSeen | None) -> tuple[PartySeen, ...]:
    """Who can be asked: about a page or a figure its own side alone."""
    owner = about.party_id if about else figure.party_id if figure else None
    return tuple(one for one in request.partnership.other_parties if owner in (None, one.id))
