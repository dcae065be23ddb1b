"""The pulse: its rounds, what came of each, and asking now."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import page, see_other
from partnership.kit.ids import new_id
from projects.agreement.queries.seen import open_version
from projects.feedback.actions.rounds import open_round
from projects.feedback.forms.opening import OpeningForm
from projects.feedback.kind_pulse import KIND
from projects.feedback.pulse_refusals import NotRevealed
from projects.feedback.pulse_showing import (
    comments_shown,
    followed,
    over_time,
    promoters,
    result_csv,
    talk_topics,
    views_of,
)
from projects.feedback.pulse_words import one_sentence
from projects.feedback.queries.measured import measured_on
from projects.feedback.queries.results import Result, results_of
from projects.feedback.queries.rounds import (
    RoundSeen,
    next_on,
    round_row,
    round_seen,
    rounds_seen,
    terms_held,
)
from projects.feedback.questions import read_questions

SHOWN = 12


@require_safe
def rounds(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """What is asked and when, the round that is open, and how the gaps have moved."""
    seen = request.partnership
    found, held = rounds_seen(request.actor, partnership, now=timezone.now()), terms_held(partnership)
    over = [one for one in found if one.is_over]
    results = results_of(over[:SHOWN], [side.id for side in seen.parties])
    waiting = open_version(partnership, KIND, partnership)
    may_say = request.actor.may(Right.GIVE_FEEDBACK) and seen.status == "active"
    context = {
        "open": next((one for one in found if not one.is_over), None),
        "results": [(one, one_sentence(one, seen)) for one in results],
        "older": over[SHOWN:],
        "over_time": over_time(results, seen),
        "columns": [one.round for one in reversed(results[:6])],
        "held": held,
        "questions": read_questions(held.questions),
        "next_on": next_on(held, found[0] if found else None, started_on=seen.started_on),
        "waiting": waiting,
        "proposer": seen.party(waiting.party_id) if waiting else None,
        "may_say": may_say,
        "key": new_id(),
    }
    return page(request, "feedback/rounds.html", context)


@require_POST
def open_now(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Ask every side now."""
    form = OpeningForm(request.POST)
    key = form.cleaned_data["key"] if form.is_valid() else None
    row = open_round(request.actor, partnership=request.partnership, now=timezone.now(), key=key)
    return see_other("feedback:pulse", partnership=partnership, pulse=row.id)


@require_safe
def pulse(request: PortalRequest, partnership: UUID, pulse: UUID) -> HttpResponse:
    """What both sides said; while a round is open, only what the reader has to do with it."""
    seen = _round(request, pulse)
    if not seen.is_over:
        may_say = request.actor.may(Right.GIVE_FEEDBACK)
        return page(request, "feedback/open.html", {"pulse": seen, "may_say": may_say})
    result, before = result_and_before(request, seen)
    measured = measured_on(partnership, timezone.localdate(seen.revealed_at or seen.closes_at))
    context = {
        "pulse": seen,
        "sentence": one_sentence(result, request.partnership),
        "views": views_of(result, request.partnership),
        "topics": talk_topics(result, before, request.partnership, measured),
        "comments": comments_shown(result, request.partnership),
        "followed": followed(result, request.partnership),
        "closing": result.closing(before),
        "promoters": promoters(result),
    }
    return page(request, "feedback/pulse.html", context)


@require_safe
def pulse_file(request: PortalRequest, partnership: UUID, pulse: UUID) -> HttpResponse:
    """What both sides said, as CSV; NotRevealed before."""
    seen = _round(request, pulse)
    if not seen.is_over:
        raise NotRevealed
    result, _before = result_and_before(request, seen)
    headers = {"Content-Disposition": 'attachment; filename="pulse.csv"'}
    text = result_csv(result, request.partnership)
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


def result_and_before(request: PortalRequest, seen: RoundSeen) -> tuple[Result, Result | None]:
    """Return what was said in a round that is over, and in the one before it."""
    found = rounds_seen(request.actor, seen.partnership_id, now=timezone.now())
    earlier = [one for one in found if one.is_over and one.number < seen.number][:1]
    results = results_of([seen, *earlier], [side.id for side in request.partnership.parties])
    return results[0], results[1] if len(results) > 1 else None


def _round(request: PortalRequest, pulse_id: UUID) -> RoundSeen:
    return round_seen(request.actor, round_row(request.partnership.id, pulse_id), now=timezone.now())
