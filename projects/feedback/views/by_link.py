"""Answering a pulse by the link in a letter: opening it changes nothing and shows nothing that was said."""

from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.access import Right
from accounts.actor import Actor
from accounts.doors import entered
from accounts.models import User
from accounts.queries import PartnershipSeen, partnership_seen
from accounts.requests import OpenRequest
from partnership.kit.answers import attempted, page, see_other
from partnership.kit.errors import NotThere
from projects.feedback.actions.answers import give_answer
from projects.feedback.forms.answers import AnswerForm
from projects.feedback.links import read_link
from projects.feedback.models import Answer, Round
from projects.feedback.pulse_refusals import AnsweredAlready, NotAskedHere
from projects.feedback.queries.rounds import RoundSeen, round_by_id, round_seen
from projects.goals.forms.fields import placed


@csrf_exempt  # the token is the proof: it stands for one person and one round
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: OpenRequest, token: str) -> HttpResponse:
    """GET asks and changes nothing; POST saves, once: to change it one signs in."""
    actor, pulse_id = read_link(token, now=timezone.now())
    if actor.person_id is None or not actor.parties:
        raise NotThere
    with entered(actor):
        person = User.objects.get(id=actor.person_id)
        with translation.override(person.language), timezone.override(ZoneInfo(person.time_zone)):
            response = _answer(request, actor, round_by_id(actor, pulse_id), token)
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-store"
    return response


def _answer(request: OpenRequest, actor: Actor, row: Round, token: str) -> HttpResponse:
    actor.require(Right.GIVE_FEEDBACK, row)
    seen, partnership = (
        round_seen(actor, row, now=timezone.now()),
        partnership_seen(actor, row.partnership_id),
    )
    if not seen.is_asked:
        raise NotAskedHere
    data = request.POST if request.method == "POST" else None
    form = AnswerForm(data, pulse=seen, partnership=partnership)
    if request.method == "POST" and attempted(
        form, lambda: placed(form, lambda: _given(actor, form, seen, row))
    ):
        return see_other("pulse:answer", token)
    return page(request, "feedback/by_link.html", _context(form, seen, partnership))


def _context(form: AnswerForm, seen: RoundSeen, partnership: PartnershipSeen) -> dict[str, object]:
    return {"form": form, "pulse": seen, "about": partnership, "waits": seen.waits}


def _given(actor: Actor, form: AnswerForm, seen: RoundSeen, row: Round) -> Answer:
    if seen.has_answered:
        raise AnsweredAlready
    clean = form.cleaned_data
    return give_answer(
        actor, pulse=row, ratings=form.said(), shows_name=clean["shows_name"], now=timezone.now(), version=0
    )
