"""Writing what every side signs about the pulse."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from projects.agreement.actions.proposals import put_forward
from projects.agreement.models import Version
from projects.agreement.queries.seen import newest_number, open_version
from projects.feedback.forms.rhythm import RhythmForm
from projects.feedback.kind_pulse import KIND, values_of
from projects.feedback.queries.rounds import terms_held
from projects.goals.forms.fields import placed


@require_http_methods(["GET", "HEAD", "POST"])
def rhythm(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Propose how often and what is asked, or answer the proposal that waits."""
    request.actor.require(Right.GIVE_FEEDBACK, request.partnership)
    waiting, held = open_version(partnership, KIND, partnership), terms_held(partnership)
    seen = newest_number(partnership, KIND, partnership)
    values = waiting.values if waiting else values_of(held)
    form = RhythmForm(request.POST or None, values=values, seen=seen)
    made = attempted(form, lambda: placed(form, lambda: _proposed(request, form)))
    if made.value:
        return see_other("agreement:agreement", partnership=partnership, agreement=made.value.agreement_id)
    form.renew(seen)
    return page(request, "feedback/rhythm.html", {"form": form, "waiting": waiting, "held": held})


def _proposed(request: PortalRequest, form: RhythmForm) -> Version:
    clean = form.cleaned_data
    return put_forward(
        request.actor,
        partnership=request.partnership,
        kind=KIND,
        subject_id=request.partnership.id,
        values=form.values(),
        seen=clean["seen"],
        word=clean["word"],
        key=clean["key"],
        now=timezone.now(),
    )
