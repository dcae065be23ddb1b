"""Answering a pulse in the portal."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from projects.feedback.actions.answers import give_answer
from projects.feedback.forms.answers import AnswerForm
from projects.feedback.models import Answer, Round
from projects.feedback.pulse_refusals import NotAskedHere
from projects.feedback.queries.results import own_answer
from projects.feedback.queries.rounds import round_row, round_seen
from projects.goals.forms.fields import placed


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: PortalRequest, partnership: UUID, pulse: UUID) -> HttpResponse:
    """Say how it goes, or change what one has said, until the round is over."""
    row, now = round_row(partnership, pulse), timezone.now()
    request.actor.require(Right.GIVE_FEEDBACK, row)
    seen = round_seen(request.actor, row, now=now)
    if seen.is_over and request.method != "POST":
        return see_other("feedback:pulse", partnership=partnership, pulse=pulse)
    if not seen.is_asked:
        raise NotAskedHere
    own = own_answer(request.actor, row)
    form = AnswerForm(request.POST or None, pulse=seen, partnership=request.partnership, own=own)
    if attempted(form, lambda: placed(form, lambda: _given(request, form, row))):
        messages.success(request, _("Your answer is saved."))
        return see_other("feedback:pulse", partnership=partnership, pulse=pulse)
    return page(request, "feedback/answer.html", {"form": form, "pulse": seen, "own": own})


def _given(request: PortalRequest, form: AnswerForm, row: Round) -> Answer:
    return give_answer(
        request.actor,
        pulse=row,
        ratings=form.said(),
        shows_name=form.cleaned_data["shows_name"],
        now=timezone.now(),
    )
