"""Any two versions of a page beside each other, in the words of agreements."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.requests import PortalRequest
from partnership.kit.answers import page as answered
from projects.agreement.fields import Field, Type, Values
from projects.agreement.log_forms import CompareForm
from projects.agreement.telling import differences
from projects.agreement.telling.prose import marked, pieces_of
from projects.insight.models import Audience, Topic
from projects.insight.queries.pages import VersionSeen, page_row, versions_of

FIELDS = (
    Field("topic", _("What it is about"), Type.CHOICE, choices=dict(Topic.choices)),
    Field("title", _("Title")),
    Field("body", _("Text"), Type.PROSE),
    Field("purpose", _("What it is for")),
    Field("fresh_until", _("Fresh until"), Type.DAY),
    Field("audience", _("Who reads it"), Type.CHOICE, choices=dict(Audience.choices)),
)


@require_safe
def versions(request: PortalRequest, partnership: UUID, page: UUID) -> HttpResponse:
    """Show the versions of a page and what differs between two; without a choice, the newest against the one before."""
    row = page_row(request.actor, partnership, page)
    found = versions_of(request.actor, row)
    numbers = sorted(one.number for one in found)
    usual = {"from": numbers[max(len(numbers) - 2, 0)], "to": numbers[-1]}
    form = CompareForm({**usual, **request.GET.dict()}, numbers=numbers)
    if not form.is_valid():
        raise Http404
    first, last = (
        next(one for one in found if one.number == form.cleaned_data[name]) for name in ("from", "to")
    )
    pieces = pieces_of(first.body, last.body)
    context = {
        "row": row,
        "versions": found,
        "form": form,
        "first": first,
        "last": last,
        "differences": differences(FIELDS, values_of(first), values_of(last)),
        "text": marked(pieces),
    }
    return answered(request, "insight/versions.html", context)


def values_of(version: VersionSeen) -> Values:
    """Return a version as values of an agreement, so that its differences are told in the same words."""
    named = {field.name: getattr(version, field.name) or None for field in FIELDS}
    day = version.fresh_until
    return {**named, "fresh_until": day.isoformat() if day else None}
