"""The joint talk after a round: what to talk about, notes of both sides, and what is done."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from projects.feedback.actions.joint import agree_action
from projects.feedback.actions.talk import write_notes
from projects.feedback.forms.joint import ActionForm
from projects.feedback.forms.talk import NotesForm
from projects.feedback.models import JointAction, Origin, Round, TalkNote
from projects.feedback.pulse_refusals import NotRevealed
from projects.feedback.pulse_showing import talk_topics
from projects.feedback.queries.joint import actions_of
from projects.feedback.queries.measured import measured_on
from projects.feedback.queries.owners import people_who_may_own
from projects.feedback.queries.rounds import is_over, round_row, round_seen
from projects.feedback.queries.talks import notes_seen
from projects.feedback.views.pulses import result_and_before


@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: PortalRequest, partnership: UUID, pulse: UUID) -> HttpResponse:
    """Read and write on the talk of a round that is over."""
    row, now = round_row(partnership, pulse), timezone.now()
    if request.method == "POST":
        request.actor.require(Right.GIVE_FEEDBACK, row)
    seen = round_seen(request.actor, row, now=now)
    if not seen.is_over:
        raise NotRevealed
    notes = notes_seen(partnership, pulse)
    newest = notes[0] if notes else None
    form = NotesForm(
        request.POST or None, text=newest.text if newest else "", seen=newest.number if newest else 0
    )
    if attempted(form, lambda: _written(request, form, row)):
        messages.success(request, _("The notes are saved."))
        return see_other("feedback:talk", partnership=partnership, pulse=pulse)
    form.renew(newest.number if newest else 0)
    result, before = result_and_before(request, seen)
    measured = measured_on(partnership, timezone.localdate(seen.revealed_at or seen.closes_at))
    sides, today = request.partnership, timezone.localdate()
    context = {
        "pulse": seen,
        "form": form,
        "newest": newest,
        "writer": sides.party(newest.party_id) if newest else None,
        "earlier": [(one, sides.party(one.party_id)) for one in notes[1:]],
        "topics": talk_topics(result, before, sides, measured),
        "actions": actions_of(request.actor, sides, origin=Origin.ROUND, origin_ids=[pulse], today=today),
        "may_say": request.actor.may(Right.GIVE_FEEDBACK) and sides.status == "active",
    }
    return page(request, "feedback/talk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def act_on(request: PortalRequest, partnership: UUID, pulse: UUID) -> HttpResponse:
    """Agree on something that one person from each side does about what was said."""
    row = round_row(partnership, pulse)
    request.actor.require(Right.GIVE_FEEDBACK, row)
    if not is_over(row, now=timezone.now()):
        raise NotRevealed
    people = people_who_may_own(request.actor, request.partnership)
    form = ActionForm(request.POST or None, partnership=request.partnership, people=people)
    if attempted(form, lambda: _agreed(request, form, pulse)):
        return see_other("feedback:talk", partnership=partnership, pulse=pulse)
    return page(request, "feedback/action_form.html", {"form": form})


def _agreed(request: PortalRequest, form: ActionForm, pulse_id: UUID) -> JointAction:
    return agree_action(
        request.actor,
        partnership=request.partnership,
        said=form.said(),
        today=timezone.localdate(),
        now=timezone.now(),
        origin=Origin.ROUND,
        origin_id=pulse_id,
        key=form.cleaned_data["key"],
    )


def _written(request: PortalRequest, form: NotesForm, row: Round) -> TalkNote | None:
    clean = form.cleaned_data
    return write_notes(
        request.actor,
        pulse=row,
        text=clean["text"],
        language=get_language() or "en",
        seen=clean["seen"],
        now=timezone.now(),
    )
