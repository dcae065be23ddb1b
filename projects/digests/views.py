"""A person's own letters, and the two links in a letter that need no sign-in."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.doors import actor_for, entered
from accounts.mailboxes import own_mailbox
from accounts.middleware import open_to_newcomers
from accounts.requests import OpenRequest, PortalRequest
from partnership.kit.answers import attempted, page, see_other
from partnership.kit.signing import long, unseal
from projects.activity.choosing import choices_of, choose_topics
from projects.digests.actions import change_rhythm, start_letters, stop_letters
from projects.digests.composing import READ, STOP
from projects.digests.forms import RhythmForm, TopicsForm, rhythm_of, topics_of
from projects.digests.queries import language_of, letters_on_page, sent_letter, setting_of

# A letter is styled inside its tags, as mail programs need it. This page alone allows that, and nothing else at all:
# no scripts, no requests, no forms; `sandbox` also takes it out of the portal's own origin.
LETTER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
)


@open_to_newcomers
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: PortalRequest) -> HttpResponse:
    """Day, hour and quiet choice, and what was sent."""
    form = RhythmForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        change_rhythm(request.actor, **form.cleaned_data, now=timezone.now())
        messages.success(request, _("Saved. It holds from the next letter."))
        return see_other("digests:letters")
    return _letters(request, **({"form": form} if form else {}))


@open_to_newcomers
@require_POST
def topics(request: PortalRequest) -> HttpResponse:
    """Choose what comes at once, in the letter or not at all."""
    form, now = TopicsForm(request.POST), timezone.now()
    if attempted(form, lambda: choose_topics(request.actor, choices=form.cleaned_data, now=now)):
        messages.success(request, _("Saved."))
        return see_other("digests:letters")
    return _letters(request, topics=form)


def _letters(request: PortalRequest, **forms: BaseForm) -> HttpResponse:
    actor = request.actor
    setting = setting_of(actor)
    context = {
        "form": RhythmForm(initial=rhythm_of(setting)),
        "topics": TopicsForm(initial=topics_of(choices_of(actor))),
        "setting": setting,
        "letters": letters_on_page(actor),
        "mailbox": own_mailbox(actor),
    }
    return page(request, "digests/letters.html", {**context, **forms})


@open_to_newcomers
@require_POST
def turn_off(request: PortalRequest) -> HttpResponse:
    """Stop the letters from one's own page."""
    stop_letters(request.actor, now=timezone.now())
    messages.success(request, _("The weekly letter is stopped."))
    return see_other("digests:letters")


@open_to_newcomers
@require_POST
def turn_on(request: PortalRequest) -> HttpResponse:
    """Let the letters come again."""
    start_letters(request.actor, now=timezone.now())
    messages.success(request, _("The weekly letter comes again."))
    return see_other("digests:letters")


@open_to_newcomers
@require_safe
def letter(request: PortalRequest, letter: UUID) -> HttpResponse:
    """One's own letter as it was sent."""
    return as_sent(sent_letter(request.actor, letter).html)


@login_not_required
@require_safe
def read(request: OpenRequest, token: str) -> HttpResponse:
    """The letter that the link stands in: who holds it holds the letter already."""
    person, letter = unseal(READ, token, now=timezone.now())
    actor = actor_for(long(person))
    with entered(actor):
        return as_sent(sent_letter(actor, long(letter)).html)


@csrf_exempt  # the token is the proof, and mail programs post without a cookie (RFC 8058)
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: OpenRequest, token: str) -> HttpResponse:
    """GET asks and changes nothing; POST stops, from a person's click or a mail program's."""
    person, kind = unseal(STOP, token, now=timezone.now())
    actor = actor_for(long(person))
    with entered(actor), translation.override(language_of(actor)):
        if request.method == "POST":
            act = start_letters if "again" in request.POST else stop_letters
            act(actor, now=timezone.now(), kind=kind)
            if "List-Unsubscribe" in request.POST:
                return HttpResponse(_("Stopped."), content_type="text/plain; charset=utf-8")
            return see_other("digests:stop", token)
        setting = setting_of(actor, kind=kind)
        return render(request, "digests/stop.html", {"stopped": bool(setting and setting.stopped_at)})


def as_sent(html: str) -> HttpResponse:
    """A letter on a page of its own, closed in: see LETTER_POLICY."""
    headers = {"Content-Security-Policy": LETTER_POLICY, "Referrer-Policy": "no-referrer"}
    return HttpResponse(html, headers={**headers, "Cache-Control": "private, no-store"})
