"""Joint actions: the list, one by hand, its page, changing it, naming a person, ticking it off, letting it go."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from projects.feedback.actions.joint import (
    agree_action,
    change_action,
    complete_action,
    drop_action,
    name_owner,
    reopen_action,
)
from projects.feedback.forms.joint import ActionForm, DropForm, OwnerForm
from projects.feedback.models import JointAction
from projects.feedback.queries.joint import action_row, action_seen, actions_seen
from projects.feedback.queries.owners import people_who_may_own


@require_safe
def actions(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """All joint actions: open ones by day, then what is done or let go."""
    seen = actions_seen(request.actor, request.partnership, today=timezone.localdate())
    context = {
        "open": [one for one in seen if one.is_open],
        "closed": [one for one in seen if not one.is_open],
        "may_say": request.actor.may(Right.GIVE_FEEDBACK),
    }
    return page(request, "feedback/actions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_action(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Write down what both sides have agreed to do."""
    request.actor.require(Right.GIVE_FEEDBACK, request.partnership)
    people = people_who_may_own(request.actor, request.partnership)
    form = ActionForm(request.POST or None, partnership=request.partnership, people=people)
    if attempted(
        form,
        lambda: agree_action(
            request.actor,
            partnership=request.partnership,
            said=form.said(),
            today=timezone.localdate(),
            now=timezone.now(),
            key=form.cleaned_data["key"],
        ),
    ):
        return see_other("feedback:actions", partnership=partnership)
    return page(request, "feedback/action_form.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def action(request: PortalRequest, partnership: UUID, action: UUID) -> HttpResponse:
    """One joint action; here the own side names its person."""
    row = action_row(partnership, action)
    if request.method == "POST":
        request.actor.require(Right.GIVE_FEEDBACK, row)
    people = people_who_may_own(request.actor, request.partnership)
    own = people[request.partnership.own_party.id]
    form = OwnerForm(request.POST or None, people=own, initial={"version": row.version})
    if attempted(
        form,
        lambda: name_owner(
            request.actor,
            partnership=request.partnership,
            action=row,
            person_id=form.cleaned_data["person"],
            now=timezone.now(),
            version=form.cleaned_data["version"],
        ),
    ):
        return see_other("feedback:action", partnership=partnership, action=action)
    return _shown(request, row, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def change_joint(request: PortalRequest, partnership: UUID, action: UUID) -> HttpResponse:
    """Say anew what is done, until when and by whom."""
    row, today = action_row(partnership, action), timezone.localdate()
    request.actor.require(Right.GIVE_FEEDBACK, row)
    seen = action_seen(request.actor, request.partnership, action, today=today)
    people = people_who_may_own(request.actor, request.partnership)
    form = ActionForm(
        request.POST or None,
        partnership=request.partnership,
        people=people,
        action=seen,
        others_name_later=True,
    )
    if attempted(
        form,
        lambda: change_action(
            request.actor,
            partnership=request.partnership,
            action=row,
            said=form.said(),
            today=today,
            now=timezone.now(),
            version=form.cleaned_data["version"],
        ),
    ):
        return see_other("feedback:action", partnership=partnership, action=action)
    return page(request, "feedback/action_form.html", {"form": form, "action": seen})


@require_POST
def complete(request: PortalRequest, partnership: UUID, action: UUID) -> HttpResponse:
    """Tick it off."""
    complete_action(request.actor, action=action_row(partnership, action), now=timezone.now())
    messages.success(request, _("Ticked off, for both sides."))
    return see_other("feedback:actions", partnership=partnership)


@require_http_methods(["POST"])
def drop(request: PortalRequest, partnership: UUID, action: UUID) -> HttpResponse:
    """Let it go, with a reason."""
    row, form = action_row(partnership, action), DropForm(request.POST)
    request.actor.require(Right.GIVE_FEEDBACK, row)
    if attempted(
        form,
        lambda: drop_action(request.actor, action=row, now=timezone.now(), **form.cleaned_data),
    ):
        return see_other("feedback:actions", partnership=partnership)
    return _shown(request, row, drop=form)


@require_POST
def reopen(request: PortalRequest, partnership: UUID, action: UUID) -> HttpResponse:
    """Take a closed one up again."""
    reopen_action(request.actor, action=action_row(partnership, action), now=timezone.now())
    return see_other("feedback:action", partnership=partnership, action=action)


def _shown(
    request: PortalRequest, row: JointAction, *, form: OwnerForm | None = None, drop: DropForm | None = None
) -> HttpResponse:
    people = people_who_may_own(request.actor, request.partnership)
    own = people[request.partnership.own_party.id]
    context = {
        "action": action_seen(request.actor, request.partnership, row.id, today=timezone.localdate()),
        "form": form or OwnerForm(people=own, initial={"version": row.version}),
        "drop": drop or DropForm(),
        "may_say": request.actor.may(Right.GIVE_FEEDBACK),
    }
    return page(request, "feedback/action.html", context)
