"""Any two versions of an agreement beside each other."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from accounts.requests import PortalRequest
from partnership.kit.answers import page
from projects.agreement.kinds import kind_named
from projects.agreement.log_forms import CompareForm
from projects.agreement.queries.records import AgreementSeen, VersionSeen
from projects.agreement.queries.seen import agreement_seen
from projects.agreement.telling import differences
from projects.agreement.telling.prose import marked, pieces_of


@require_safe
def compare(request: PortalRequest, partnership: UUID, agreement: UUID) -> HttpResponse:
    """Show what differs, in words and in the whole texts; without a choice, the newest against the one before."""
    seen = agreement_seen(partnership, agreement)
    numbers = sorted(one.number for one in seen.versions)
    form = CompareForm({**_usual(seen), **request.GET.dict()}, numbers=numbers)
    if not form.is_valid():
        raise Http404
    first, last = (_version(seen, form.cleaned_data[name]) for name in ("from", "to"))
    pieces = pieces_of(first.text, last.text)
    context = {
        "agreement": seen,
        "form": form,
        "first": first,
        "last": last,
        "is_alone": len(numbers) < 2,
        "differences": differences(kind_named(seen.kind).fields, first.values, last.values),
        "old_text": marked([one for one in pieces if one.how != "new"]),
        "new_text": marked([one for one in pieces if one.how != "gone"]),
    }
    return page(request, "agreement/compare.html", context)


def _usual(seen: AgreementSeen) -> dict[str, int]:
    """The newest version, and the one it would change or else the one before it."""
    newest = seen.versions[0]
    changed = seen.version(newest.changes_id)
    return {"from": changed.number if changed else max(1, newest.number - 1), "to": newest.number}


def _version(seen: AgreementSeen, number: int) -> VersionSeen:
    return next(one for one in seen.versions if one.number == number)
