"""Who signs for one's own organization: limits, and from what amount two people do."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import Right
from accounts.models import Membership
from accounts.queries import own_organization
from accounts.requests import PortalRequest
from accounts.rows import own_row
from partnership.kit.answers import attempted, page, see_other
from projects.agreement.actions.mandates import clear_limit, clear_two_above, set_limit, set_two_above
from projects.agreement.forms import AmountForm, limit_forms
from projects.agreement.queries.signers import signers_of_organization, two_above


@require_GET
def signers(request: PortalRequest) -> HttpResponse:
    """Show who may sign, how far, and when two must."""
    return _signers(request)


@require_POST
def limit(request: PortalRequest, member: UUID) -> HttpResponse:
    """Limit what a person signs for; an empty amount takes the limit away."""
    row = own_row(request.actor, Membership, member)
    request.actor.require(Right.MANAGE_ORGANIZATION, row)
    form = AmountForm(
        request.POST,
        label=_limit_label(own_organization(request.actor).currency),
        auto_id=f"limit_{member}_%s",
    )
    said = {"membership": row, "now": timezone.now()}
    if attempted(form, lambda: _save(request, form, set_limit, clear_limit, **said)):
        messages.success(request, _("The limit is saved. It counts from now on."))
        return see_other("signing:signers")
    return _signers(request, refused=form, refused_for=member)


@require_POST
def two(request: PortalRequest) -> HttpResponse:
    """Say above what amount two people sign; an empty amount takes the rule away."""
    own = own_organization(request.actor)
    request.actor.require(Right.MANAGE_ORGANIZATION, own)
    form = AmountForm(request.POST, label=_two_label(own.currency), auto_id="two_%s")
    said = {"organization": own, "now": timezone.now()}
    if attempted(form, lambda: _save(request, form, set_two_above, clear_two_above, **said)):
        messages.success(request, _("The rule is saved. It counts from the next proposal on."))
        return see_other("signing:signers")
    return _signers(request, two_form=form)


def _save(
    request: PortalRequest, form: AmountForm, put: Callable[..., Any], clear: Callable[..., Any], **said: Any
) -> None:
    amount = form.cleaned_data["amount"]
    clear(request.actor, **said) if amount is None else put(request.actor, amount=amount, **said)


def _signers(
    request: PortalRequest, refused: AmountForm | None = None, refused_for: UUID | None = None, **more: Any
) -> HttpResponse:
    people, currency = signers_of_organization(request.actor), own_organization(request.actor).currency
    above = two_above(request.actor)
    context: dict[str, Any] = {"currency": currency, "two_above": above, "refused": refused}
    forms: dict[UUID, AmountForm] = {}
    if request.actor.may(Right.MANAGE_ORGANIZATION):
        forms = limit_forms(people, _limit_label(currency))
        context["two_form"] = AmountForm(label=_two_label(currency), amount=above, auto_id="two_%s")
    if refused and refused_for in forms:
        forms[refused_for] = refused
    context["rows"] = [(one, forms.get(one.member_id)) for one in people]
    return page(request, "agreement/signers.html", {**context, **more})


def _limit_label(currency: str) -> str:
    return _("Signs up to (%(currency)s)") % {"currency": currency}


def _two_label(currency: str) -> str:
    return _("Two people above (%(currency)s)") % {"currency": currency}
