"""Settings: what a person and an organization say of themselves."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_POST

from accounts.access import Right
from accounts.actions import change_organization, change_person
from accounts.forms import OrganizationForm, PersonForm
from accounts.middleware import open_to_newcomers
from accounts.queries import own_organization
from accounts.requests import PortalRequest
from accounts.views.start import remember_language
from partnership.kit.answers import attempted, page, see_other


@open_to_newcomers
@require_GET
def settings(request: PortalRequest) -> HttpResponse:
    """Show what can be set: oneself, the organization for who may, and ways to letters, keys and sign-in."""
    return _settings(request)


@open_to_newcomers
@require_POST
def person(request: PortalRequest) -> HttpResponse:
    """Change one's own name, language and time zone."""
    form = PersonForm(request.POST, auto_id="me_%s")
    now = timezone.now()
    if attempted(
        form, lambda: change_person(request.actor, person=request.user, **form.cleaned_data, now=now)
    ):
        response = see_other("accounts:settings")
        remember_language(response, form.cleaned_data["language"])
        with override(form.cleaned_data["language"]):
            messages.success(request, _("Saved."))
        return response
    return _settings(request, person_form=form)


@require_POST
def organization(request: PortalRequest) -> HttpResponse:
    """Change the organization's name, language, time zone and currency."""
    request.actor.require(Right.MANAGE_ORGANIZATION)
    form = OrganizationForm(request.POST, auto_id="organization_%s")
    own, now = own_organization(request.actor), timezone.now()
    if attempted(
        form, lambda: change_organization(request.actor, organization=own, **form.cleaned_data, now=now)
    ):
        messages.success(request, _("Saved."))
        return see_other("accounts:settings")
    # What was typed stays; the newest version goes with it, so that sending it again is a choice.
    form.data = {**request.POST.dict(), "version": str(own.version)}
    return _settings(request, organization_form=form)


def _settings(request: PortalRequest, **forms: PersonForm | OrganizationForm) -> HttpResponse:
    person_form = PersonForm(initial=PersonForm.of(request.user), auto_id="me_%s")
    context: dict[str, Any] = {
        "person_form": person_form,
        "may_make_keys": request.actor.may(Right.MANAGE_KEYS),
        "may_manage_webhooks": request.actor.may(Right.MANAGE_WEBHOOKS),
        "may_see_book": request.actor.may(Right.SEE_BOOK),
    }
    if request.actor.may(Right.MANAGE_ORGANIZATION):
        initial = OrganizationForm.of(own_organization(request.actor))
        context["organization_form"] = OrganizationForm(initial=initial, auto_id="organization_%s")
    return page(request, "accounts/settings.html", {**context, **forms})
