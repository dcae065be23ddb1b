"""The end of a partnership: what is agreed about it, and proposing a day for it."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from projects.agreement import ending as kind
from projects.agreement.actions.proposals import put_forward
from projects.agreement.charter_forms import FieldsForm
from projects.agreement.models import Version
from projects.agreement.queries.ending import EndingSeen, ending_seen
from projects.agreement.send_forms import SendForm


@require_http_methods(["GET", "HEAD", "POST"])
def ending(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """What is agreed about the end; who plans for a side proposes it here, or answers the other side's proposal."""
    if request.method == "POST":
        request.actor.require(Right.PLAN, request.partnership)
    seen = ending_seen(request.partnership, today=timezone.localdate())
    form, sent = _form(request, seen), SendForm(request.POST or None)
    made = attempted(form, lambda: _propose(request, form, sent))
    if made and made.value:
        return see_other("agreement:agreement", partnership=partnership, agreement=made.value.agreement_id)
    context = {
        "form": form,
        "ending": seen,
        "key": sent.carried_key,
        "is_passed": request.method == "POST" and sent.read()["seen"] != seen.newest,
        "may_write": request.actor.may(Right.PLAN) and request.partnership.status == "active",
    }
    return page(request, "agreement/ending.html", context)


def _form(request: PortalRequest, seen: EndingSeen) -> FieldsForm:
    return FieldsForm(
        request.POST or None, fields=kind.FIELDS, values=seen.start, sides=request.partnership.parties
    )


def _propose(request: PortalRequest, form: FieldsForm, sent: SendForm) -> Version:
    carried = sent.read()
    return put_forward(
        request.actor,
        partnership=request.partnership,
        kind=kind.NAME,
        subject_id=request.partnership.id,
        values=form.values(),
        seen=carried["seen"],
        key=carried["key"],
        now=timezone.now(),
    )
