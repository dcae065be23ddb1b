"""In between: thanks and what chafes, said about something both sides know, answered and settled."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from projects.feedback.actions.notes import answer_note, say_note, settle_note
from projects.feedback.forms.fields import written_in
from projects.feedback.forms.notes import AnswerForm, NoteForm
from projects.feedback.models import Note
from projects.feedback.queries.notes import Wanted, note_row, note_seen, notes_about, notes_on_page
from projects.feedback.queries.subjects import subject_of


@require_safe
def between(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """What has been said between the own side and others, newest first, by sort and side."""
    wanted = _wanted(request)
    before = request.GET.get("before", "")
    notes, older = notes_on_page(request.partnership, wanted=wanted, before=before)
    chosen = {"sort": wanted.sort, "side": str(wanted.party_id or "")}
    context = {
        "notes": notes,
        "older": f"?{urlencode({**chosen, 'before': older})}" if older else "",
        "chosen": chosen,
        "sorts": Note.Sort.choices,
        "may_say": request.actor.may(Right.GIVE_FEEDBACK),
    }
    return page(request, "feedback/between.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def say_deliverable(request: PortalRequest, partnership: UUID, deliverable: UUID) -> HttpResponse:
    """Say thanks for a delivery, or what chafes about it."""
    return _say(request, Note.About.DELIVERABLE, deliverable)


@require_http_methods(["GET", "HEAD", "POST"])
def say_goal(request: PortalRequest, partnership: UUID, goal: UUID) -> HttpResponse:
    """The same about a goal."""
    return _say(request, Note.About.GOAL, goal)


@require_http_methods(["GET", "HEAD", "POST"])
def say_entry(request: PortalRequest, partnership: UUID, entry: UUID) -> HttpResponse:
    """The same about work that is written down: its role, never who did it."""
    return _say(request, Note.About.WORK_ENTRY, entry)


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: PortalRequest, partnership: UUID, note: UUID) -> HttpResponse:
    """One note with its answers, and a field for the next one."""
    row = note_row(request.partnership, note)
    if request.method == "POST":
        request.actor.require(Right.GIVE_FEEDBACK, row)
    form = AnswerForm(request.POST or None)
    if attempted(
        form,
        lambda: answer_note(
            request.actor,
            note=row,
            text=form.cleaned_data["text"],
            language=written_in(),
            now=timezone.now(),
            key=form.cleaned_data["key"],
        ),
    ):
        return see_other("feedback:note", partnership=partnership, note=note)
    may_say = request.actor.may(Right.GIVE_FEEDBACK)
    context = {"note": note_seen(request.partnership, note), "form": form, "may_say": may_say}
    return page(request, "feedback/note.html", context)


@require_POST
def settle(request: PortalRequest, partnership: UUID, note: UUID) -> HttpResponse:
    """Say that a friction is settled."""
    settle_note(request.actor, note=note_row(request.partnership, note), now=timezone.now())
    messages.success(request, _("It is settled, for both sides."))
    return see_other("feedback:note", partnership=partnership, note=note)


def _say(request: PortalRequest, about: str, about_id: UUID) -> HttpResponse:
    subject = subject_of(request.partnership.id, about, about_id)
    request.actor.require(Right.GIVE_FEEDBACK, request.partnership)
    form = NoteForm(
        request.POST or None,
        partnership=request.partnership,
        subject=subject,
        sort=request.GET.get("sort", ""),
    )
    done = attempted(
        form,
        lambda: say_note(
            request.actor,
            partnership=request.partnership,
            said=form.said(),
            now=timezone.now(),
            key=form.cleaned_data["key"],
        ),
    )
    if done and done.value:
        messages.success(request, _("It is said. The other side sees it, and nobody else."))
        return see_other("feedback:note", partnership=request.partnership.id, note=done.value.id)
    context = {
        "form": form,
        "subject": subject,
        "notes": notes_about(request.partnership, about, about_id),
        "may_say": True,
    }
    return page(request, "feedback/say.html", context)


def _wanted(request: PortalRequest) -> Wanted:
    """Read what is asked for; anything else asks for all."""
    sort, side = request.GET.get("sort", ""), request.GET.get("side", "")
    party = next((one.id for one in request.partnership.parties if str(one.id) == side), None)
    return Wanted(sort if sort in Note.Sort.values else "", party)
