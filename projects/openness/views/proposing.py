"""Writing the table that every side will sign."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from partnership.kit.errors import Refused
from projects.agreement.models import Version
from projects.agreement.queries.records import VersionSeen
from projects.agreement.queries.seen import newest_number, open_version
from projects.agreement.refusals import VersionPassed
from projects.openness.actions.proposing import propose_openness
from projects.openness.filling import a_year_after, basis_of, with_ask
from projects.openness.forms.table import TableForm
from projects.openness.queries.asks import ask_seen
from projects.openness.queries.grants import grants_in_force, terms_held
from projects.openness.showing import meanings
from projects.openness.terms import KIND, OpennessTerms


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Propose the table, change one's own proposal, or answer the other side's."""
    request.actor.require(Right.KEEP_BOOK, request.partnership)
    waiting = open_version(partnership, KIND, partnership)
    form = TableForm(
        request.POST or None,
        partnership=request.partnership,
        basis=_basis(request, waiting),
        seen=newest_number(partnership, KIND, partnership),
    )
    put = attempted(form, lambda: _put_forward(request, form))
    if put.value:
        named = {"partnership": partnership, "agreement": put.value.agreement_id}
        return see_other("agreement:agreement", **named)
    proposer = request.partnership.party(waiting.party_id) if waiting else None
    context = {"form": form, "waiting": waiting, "proposer": proposer, "meanings": meanings()}
    return page(request, "openness/propose.html", context)


def _basis(request: PortalRequest, waiting: VersionSeen | None) -> OpennessTerms:
    """Return what the form begins with, and on top of it the question that `ask` names, if it was answered yes."""
    partnership, today = request.partnership, timezone.localdate()
    basis = basis_of(waiting, terms_held(grants_in_force([partnership.id], today=today)))
    try:
        asked = UUID(request.GET.get("ask", ""))
    except ValueError:
        return basis
    return with_ask(basis, ask_seen(partnership.id, asked), until=a_year_after(today))


def _put_forward(request: PortalRequest, form: TableForm) -> Version:
    try:
        return propose_openness(
            request.actor,
            partnership=request.partnership,
            terms=form.terms(),
            seen=form.cleaned_data["seen"],
            word=form.cleaned_data["word"],
            now=timezone.now(),
            key=form.cleaned_data["key"],
        )
    except VersionPassed:
        form.freshen(newest_number(request.partnership.id, KIND, request.partnership.id))
        raise
    except Refused as refusal:
        refusal.on_field = form.named(refusal.on_field)
        raise
