"""The decision log: as a page, as a file and as one page to print."""

import csv
import io
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import PortalRequest
from partnership.kit.answers import page
from partnership.kit.cells import inert
from projects.agreement.log_forms import LogForm
from projects.agreement.models import Status
from projects.agreement.queries.log import (
    BadPlace,
    LogEntry,
    Signed,
    Wanted,
    log_entries,
    log_on_page,
    log_size,
)
from projects.agreement.queries.seen import open_versions

MOST_IN_A_FILE = 5000
MOST_PRINTED = 300


@require_safe
def log(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """What waits for signatures, and what was decided, newest first."""
    form = LogForm(request.GET, partnership=request.partnership)
    before = request.GET.get("before", "")
    try:
        found, place = (
            log_on_page(request.partnership, _wanted(form), before=before) if form.is_valid() else ([], "")
        )
    except BadPlace as error:
        raise Http404 from error
    context = {
        "form": form,
        "entries": found,
        "older": f"?{_query(request, before=place)}#decisions" if place else "",
        "query": _query(request),
        "waiting": [] if before else _waiting(request),
    }
    return page(request, "agreement/log.html", context)


@require_safe
def log_file(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Every decision that is found, as CSV: all of it is read before the door closes."""
    form = LogForm(request.GET, partnership=request.partnership)
    out = io.StringIO()
    out.write("\ufeff")
    wanted = _wanted(form)
    writer = csv.writer(out)
    writer.writerows(_lines(log_entries(request.partnership, wanted, most=MOST_IN_A_FILE)))
    size = log_size(request.partnership, wanted)
    if size > MOST_IN_A_FILE:
        writer.writerow(
            [
                _("Only the newest %(most)s of %(size)s decisions stand here.")
                % {"most": MOST_IN_A_FILE, "size": size}
            ]
        )
    headers = {"Content-Disposition": 'attachment; filename="decisions.csv"'}
    return HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


@require_safe
def log_print(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Every decision that is found, with its whole text, on one page for paper or PDF."""
    form = LogForm(request.GET, partnership=request.partnership)
    wanted = _wanted(form)
    context = {
        "entries": list(log_entries(request.partnership, wanted, most=MOST_PRINTED)),
        "size": log_size(request.partnership, wanted),
        "most": MOST_PRINTED,
        "query": _query(request),
        "printed_at": timezone.now(),
    }
    return page(request, "agreement/log_print.html", context)


def _wanted(form: LogForm) -> Wanted:
    """Return what the address asks for; raise Http404 where it asks for nothing that there is."""
    if not form.is_valid():
        raise Http404
    return form.wanted()


def _query(request: PortalRequest, **more: str) -> str:
    said = request.GET.copy()
    said.pop("before", None)
    for name, value in more.items():
        said[name] = value
    return said.urlencode()


def _waiting(request: PortalRequest) -> list[dict[str, object]]:
    """What is open, the longest waiting first, with the sides whose signatures are missing."""
    sides = request.partnership.parties
    return [
        {
            "version": one,
            "party": request.partnership.party(one.party_id),
            "missing": [side for side in sides if side.id in one.waiting],
        }
        for one in open_versions([request.partnership.id])
    ]


def _lines(entries: Iterable[LogEntry]) -> Iterator[list[str]]:
    yield [
        _("Number in the chain"),
        _("Decided at"),
        _("Kind"),
        _("Title"),
        _("Version"),
        _("Outcome"),
        _("Proposed by"),
        _("Proposed at"),
        _("Signed by"),
        _("What changed"),
        _("Text"),
        _("A word with it"),
        _("Reason"),
        _("Hash of the content"),
        _("Hash in the chain"),
    ]
    for one in entries:
        yield [inert(cell) for cell in _cells(one)]


def _cells(entry: LogEntry) -> list[str]:
    version = entry.version
    return [
        str(version.link or ""),
        version.closed_at.isoformat() if version.closed_at else "",
        entry.kind,
        version.title,
        str(version.number),
        str(Status(version.status).label),
        _who(entry.party.name if entry.party else "", version.person),
        version.proposed_at.isoformat(),
        "; ".join(_signature(one) for one in entry.signatures),
        entry.words,
        version.text,
        version.word,
        version.reason,
        version.content_hash,
        version.link_hash,
    ]


def _who(party: str, person: str) -> str:
    return f"{party} ({person})" if person else party


def _signature(one: Signed) -> str:
    return f"{_who(one.party.name if one.party else '', one.person)} {one.signed_at.isoformat()}"
