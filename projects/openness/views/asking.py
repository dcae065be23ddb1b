"""May we see …, because …: asking, answering, taking it back; and closing again what the own side has opened."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from projects.openness.actions.asking import answer_ask, withdraw_ask
from projects.openness.actions.asking import ask as do_ask
from projects.openness.actions.closing import close_topic
from projects.openness.forms.asking import AnswerForm, AskForm, CloseForm
from projects.openness.models import Ask
from projects.openness.queries.asks import ask_row, ask_seen
from projects.openness.queries.grants import grant_row
from projects.openness.refusals import NotAsked, OthersTopic
from projects.openness.words import step_named, topic_label


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Ask another side to open a topic."""
    request.actor.require(Right.KEEP_BOOK, request.partnership)
    chosen = {name: request.GET.get(name, "") for name in ("owner", "topic")}
    form = AskForm(request.POST or None, others=request.partnership.other_parties, initial=chosen)
    if attempted(form, lambda: _asked(request, form)):
        messages.success(
            request, _("Your question is there. The other side answers it, and you see it here.")
        )
        return see_other("openness:openness", partnership=partnership)
    return page(request, "openness/ask.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: PortalRequest, partnership: UUID, ask: UUID) -> HttpResponse:
    """Answer a question: a yes goes on to a proposal that is filled in already, a no says why."""
    row = ask_row(partnership, ask)
    request.actor.require(Right.KEEP_BOOK, row)
    if row.owner_id != request.actor.party_id(partnership):
        raise NotAsked
    form = AnswerForm(request.POST or None)
    done = attempted(
        form, lambda: answer_ask(request.actor, ask=row, now=timezone.now(), **form.cleaned_data)
    )
    if done:
        return _after(request, done.value)
    seen = ask_seen(partnership, ask)
    context = {"form": form, "ask": seen, "asker": request.partnership.party(seen.party_id)}
    return page(request, "openness/answer.html", context)


@require_POST
def withdraw(request: PortalRequest, partnership: UUID, ask: UUID) -> HttpResponse:
    """Take the own side's question back."""
    withdraw_ask(request.actor, ask=ask_row(partnership, ask), now=timezone.now())
    return see_other("openness:openness", partnership=partnership)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: PortalRequest, partnership: UUID, grant: UUID) -> HttpResponse:
    """Close what the own side has opened, wholly or to a lower step."""
    row = grant_row(partnership, grant)
    request.actor.require(Right.KEEP_BOOK, row)
    if row.party_id != request.actor.party_id(partnership):
        raise OthersTopic
    form = CloseForm(request.POST or None, grant=row)
    if attempted(
        form,
        lambda: close_topic(request.actor, grant=row, step=form.cleaned_data["step"], now=timezone.now()),
    ):
        messages.success(request, _("From now on it is as you chose. The other side is told."))
        return see_other("openness:openness", partnership=partnership)
    context = {
        "form": form,
        "topic": topic_label(row.topic),
        "step": step_named(row.step),
        "reader": request.partnership.party(row.reader_id),
        "is_closed": row.ended_at is not None,
    }
    return page(request, "openness/close.html", context)


def _asked(request: PortalRequest, form: AskForm) -> Ask:
    return do_ask(
        request.actor,
        partnership=request.partnership,
        said=form.said(),
        today=timezone.localdate(),
        now=timezone.now(),
        key=form.cleaned_data["key"],
    )


def _after(request: PortalRequest, row: Ask | None) -> HttpResponse:
    answer = see_other("openness:openness", partnership=request.partnership.id)
    if row is not None and row.status == Ask.Status.AGREED:
        answer = see_other("openness:propose", partnership=request.partnership.id)
        answer["Location"] += f"?ask={row.id}"
    return answer
