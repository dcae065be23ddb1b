"""Early warnings: the list, raising one (also out of a friction), its page, changing it, and what is done about it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import Attempt, attempted, page, see_other
from partnership.kit.errors import NotThere
from projects.feedback.actions.warnings import act_on_warning, change_warning, close_warning, raise_warning
from projects.feedback.forms.joint import ActionForm
from projects.feedback.forms.warnings import CloseForm, WarningForm, key_of
from projects.feedback.models import EarlyWarning, Note
from projects.feedback.queries.notes import note_of_warning, note_row, note_seen
from projects.feedback.queries.owners import people_who_may_own
from projects.feedback.queries.subjects import Subject, subject_of, subjects_offered
from projects.feedback.queries.warnings import (
    WarningSeen,
    versions_seen,
    warning_row,
    warning_seen,
    warnings_seen,
)
from projects.feedback.refusals import OthersWarning


@require_safe
def warnings(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """All early warnings, open ones first."""
    seen = warnings_seen(request.actor, request.partnership, today=timezone.localdate())
    context = {
        "open": [one for one in seen if one.is_open],
        "closed": [one for one in seen if not one.is_open],
        "may_say": request.actor.may(Right.GIVE_FEEDBACK),
    }
    return page(request, "feedback/warnings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_warning(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Raise an early warning; a link from a project or goal says what it is about."""
    request.actor.require(Right.GIVE_FEEDBACK, request.partnership)
    about = _about(request)
    form = WarningForm(
        request.POST or None,
        subjects=subjects_offered(partnership, about),
        initial={"about": key_of(about)},
    )
    if (done := _raised(request, form)) and done.value:
        return see_other("feedback:warning", partnership=partnership, warning=done.value.id)
    return page(request, "feedback/warning_form.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def warn(request: PortalRequest, partnership: UUID, note: UUID) -> HttpResponse:
    """Make an early warning of what chafes: filled in already, one press confirms it."""
    row, seen = note_row(request.partnership, note), note_seen(request.partnership, note)
    request.actor.require(Right.GIVE_FEEDBACK, row)
    if seen.warning_id:
        return see_other("feedback:warning", partnership=partnership, warning=seen.warning_id)
    subject = seen.subject if seen.subject.about in EarlyWarning.About.values and seen.subject.name else None
    form = WarningForm(
        request.POST or None,
        subjects=subjects_offered(partnership, subject),
        language=seen.language,
        initial={"what": seen.text, "about": key_of(subject)},
    )
    if (done := _raised(request, form, row)) and done.value:
        return see_other("feedback:warning", partnership=partnership, warning=done.value.id)
    return page(request, "feedback/warning_form.html", {"form": form, "note": seen})


@require_http_methods(["GET", "HEAD", "POST"])
def warning(request: PortalRequest, partnership: UUID, warning: UUID) -> HttpResponse:
    """One early warning: what it says and has said, what is done about it; here it is closed with a word."""
    row = warning_row(partnership, warning)
    if request.method == "POST":
        request.actor.require(Right.GIVE_FEEDBACK, row)
    form = CloseForm(request.POST or None, initial={"version": row.version})
    if attempted(
        form, lambda: close_warning(request.actor, warning=row, now=timezone.now(), **form.cleaned_data)
    ):
        return see_other("feedback:warning", partnership=partnership, warning=warning)
    context = {
        "warning": _seen(request, warning),
        "versions": versions_seen(partnership, warning),
        "note_id": note_of_warning(request.partnership, warning),
        "form": form,
        "may_say": request.actor.may(Right.GIVE_FEEDBACK),
    }
    return page(request, "feedback/warning.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PortalRequest, partnership: UUID, warning: UUID) -> HttpResponse:
    """Say anew what the own side has warned of."""
    row, seen = warning_row(partnership, warning), _seen(request, warning)
    request.actor.require(Right.GIVE_FEEDBACK, row)
    if row.party_id != request.actor.party_id(partnership):
        raise OthersWarning
    form = WarningForm(
        request.POST or None, subjects=subjects_offered(partnership, seen.subject), warning=seen
    )
    if attempted(
        form,
        lambda: change_warning(
            request.actor,
            warning=row,
            said=form.said(),
            now=timezone.now(),
            version=form.cleaned_data["version"],
        ),
    ):
        return see_other("feedback:warning", partnership=partnership, warning=warning)
    return page(request, "feedback/warning_form.html", {"form": form, "warning": seen})


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: PortalRequest, partnership: UUID, warning: UUID) -> HttpResponse:
    """Write down what both sides do about it; the other side may name its person afterwards."""
    row = warning_row(partnership, warning)
    request.actor.require(Right.GIVE_FEEDBACK, row)
    people = people_who_may_own(request.actor, request.partnership)
    form = ActionForm(
        request.POST or None, partnership=request.partnership, people=people, others_name_later=True
    )
    if attempted(
        form,
        lambda: act_on_warning(
            request.actor,
            partnership=request.partnership,
            warning=row,
            said=form.said(),
            today=timezone.localdate(),
            now=timezone.now(),
            key=form.cleaned_data["key"],
        ),
    ):
        return see_other("feedback:warning", partnership=partnership, warning=warning)
    return page(request, "feedback/action_form.html", {"form": form, "warning": _seen(request, warning)})


def _seen(request: PortalRequest, warning_id: UUID) -> WarningSeen:
    return warning_seen(request.actor, request.partnership, warning_id, today=timezone.localdate())


def _raised(request: PortalRequest, form: WarningForm, note: Note | None = None) -> Attempt[Any]:
    done = attempted(
        form,
        lambda: raise_warning(
            request.actor,
            partnership=request.partnership,
            said=form.said(),
            today=timezone.localdate(),
            now=timezone.now(),
            note=note,
            key=form.cleaned_data["key"],
        ),
    )
    if done:
        messages.success(request, _("The warning is there for both sides. Now agree what you do about it."))
    return done


def _about(request: PortalRequest) -> Subject | None:
    """Read what a link says the warning is about; anything made-up is left out."""
    about, about_id = request.GET.get("about", ""), request.GET.get("id", "")
    try:
        if about not in EarlyWarning.About.values:
            return None
        return subject_of(request.partnership.id, about, UUID(about_id))
    except (ValueError, NotThere):
        return None
