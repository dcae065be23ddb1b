"""The page of an agreement, and what a reader does there: sign, decline, withdraw, remind."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from projects.agreement.actions import signing
from projects.agreement.actions.reminding import remind as remind_others
from projects.agreement.forms import DeclineForm, PlainForm, SignForm
from projects.agreement.kinds import kind_named
from projects.agreement.models import Status, Version
from projects.agreement.queries.page import agreement_page
from projects.agreement.queries.seen import version_row


@require_GET
def agreement(request: PortalRequest, partnership: UUID, agreement: UUID) -> HttpResponse:
    """Show what waits, what holds and every version there was."""
    return _agreement(request, agreement)


@require_POST
def sign(request: PortalRequest, partnership: UUID, version: UUID) -> HttpResponse:
    """Sign the very text that stood on the page."""
    row = version_row(partnership, version)
    request.actor.require(Right.SIGN, row)
    form = SignForm(request.POST)
    said: dict[str, Any] = {"version": row, "now": timezone.now()}
    done = attempted(
        form, lambda: signing.sign(request.actor, seen_hash=form.cleaned_data["seen_hash"], **said)
    )
    if not done:
        return _agreement(request, row.agreement_id, refused=form)
    is_whole = done.value is not None and done.value.status == Status.SIGNED
    thanks = _("Every side has signed. It is in force now.") if is_whole else _("Your signature is there.")
    return _back(request, row, thanks)


@require_POST
def decline(request: PortalRequest, partnership: UUID, version: UUID) -> HttpResponse:
    """Say no, and why."""
    row = version_row(partnership, version)
    request.actor.require(Right.SIGN, row)
    form = DeclineForm(request.POST)
    said: dict[str, Any] = {"version": row, "now": timezone.now()}
    if attempted(form, lambda: signing.decline(request.actor, reason=form.cleaned_data["reason"], **said)):
        return _back(request, row, _("The proposal is declined. Both sides can read why."))
    return _agreement(request, row.agreement_id, decline_form=form)


@require_POST
def withdraw(request: PortalRequest, partnership: UUID, version: UUID) -> HttpResponse:
    """Take the own side's proposal back."""
    return _step(request, partnership, version, signing.withdraw, _("The proposal is withdrawn."))


@require_POST
def remind(request: PortalRequest, partnership: UUID, version: UUID) -> HttpResponse:
    """Ask the sides whose signatures are missing to look."""

    def ask(actor: Any, *, version: Version, now: Any) -> Any:
        return remind_others(actor, version=version, today=timezone.localdate(), now=now)

    return _step(request, partnership, version, ask, _("A letter is on its way to those who may sign."))


def _step(
    request: PortalRequest, partnership: UUID, version: UUID, action: Callable[..., Any], thanks: str
) -> HttpResponse:
    """A button that needs no words: do it, or say on the page why not."""
    row = version_row(partnership, version)
    request.actor.require(kind_named(row.agreement.kind).right, row)
    form = PlainForm(request.POST)
    if attempted(form, lambda: action(request.actor, version=row, now=timezone.now())):
        return _back(request, row, thanks)
    return _agreement(request, row.agreement_id, refused=form)


def _back(request: PortalRequest, row: Version, thanks: str) -> HttpResponse:
    messages.success(request, thanks)
    return see_other("agreement:agreement", partnership=row.partnership_id, agreement=row.agreement_id)


def _agreement(
    request: PortalRequest, agreement_id: UUID, refused: Form | None = None, decline_form: Form | None = None
) -> HttpResponse:
    seen = agreement_page(request.actor, request.partnership, agreement_id, today=timezone.localdate())
    context = {"page": seen, "refused": refused, "decline_form": decline_form or DeclineForm()}
    return page(request, "agreement/agreement.html", context)
