"""The benefit ledger: what each side gains and gives as far as it is opened, writing it down, and a word on another's."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from partnership.kit.errors import NotThere
from partnership.kit.spoken import language
from projects.openness.gate import steps_for
from projects.pricing.actions.ledger import add_entry, change_entry, confirm_entry, remove_entry
from projects.pricing.benefit import EVEN
from projects.pricing.benefit_page import balance_chart, entry_shown, sides_shown, verdict_shown
from projects.pricing.forms.benefit import AnswerForm, EntryForm
from projects.pricing.queries.entries import entry_seen
from projects.pricing.queries.entry_choices import entry_choices
from projects.pricing.queries.entry_records import EntrySeen
from projects.pricing.queries.ledger import LedgerSeen, ledger_of
from projects.pricing.queries.posted import unanswered
from projects.work.queries.pages import place_of

PLACE = "benefit"


@require_safe
def benefit(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Every side's sums and entries, whether the deal serves both, and what waits."""
    if not request.actor.may(Right.SEE_BOOK):
        return page(request, "pricing/benefit.html", {"may_see": False})
    seen = _ledger(request)
    spoken, own = language(), request.partnership.own_party.id
    waits = unanswered(request.actor, [request.partnership], today=timezone.localdate())
    texts = {entry.id: entry for side in seen.sides for entry in side.entries}
    context = {
        "may_see": True,
        "may_keep": _may_keep(request),
        "seen": seen,
        "verdict": verdict_shown(seen),
        "even_from": EVEN,
        "sides": sides_shown(seen, request.partnership, spoken),
        "chart": balance_chart(seen, spoken),
        "waits_for_us": [
            (one, request.partnership.party(one.party_id), texts.get(one.entry_id))
            for one in waits
            if own in one.waits_for
        ],
        "ours_waiting": [one for one in waits if one.party_id == own and one.waits_for],
        "ours_closed": [one for one in waits if one.party_id == own and not one.waits_for],
        "older_url": f"?before={seen.older[0].isoformat()}~{seen.older[1]}#sides" if seen.older else "",
        "is_paged": bool(request.GET.get("before")),
    }
    return page(request, "pricing/benefit.html", context)


@require_safe
def benefit_file(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """The data of the chart as CSV; NotThere where the page has no chart."""
    chart = balance_chart(_ledger(request, limit=1), language())
    if chart is None:
        raise NotThere
    headers = {"Content-Disposition": 'attachment; filename="benefit.csv"'}
    return HttpResponse(chart.csv(), content_type="text/csv; charset=utf-8", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def entry_new(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Write down what the own side gains or gives."""
    request.actor.require(Right.KEEP_BOOK, request.partnership)
    form = _form(request, initial={"done_on": timezone.localdate()})
    done = attempted(
        form,
        lambda: add_entry(request.actor, said=form.said(), key=form.cleaned_data["key"], **_when(request)),
    )
    if done:
        messages.success(request, _("Written down."))
        return see_other("pricing:benefit", partnership=partnership)
    return page(request, "pricing/entry_form.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: PortalRequest, partnership: UUID, benefit_entry: UUID) -> HttpResponse:
    """One entry; its own side changes it here, another side says its word."""
    if request.method == "POST":
        request.actor.require(Right.KEEP_BOOK, request.partnership)
    row = _entry(request, benefit_entry)
    form = _form(request, entry=row)
    done = attempted(
        form,
        lambda: change_entry(
            request.actor, entry_id=row.id, said=form.said(), version=_version(request), **_when(request)
        ),
    )
    if done:
        messages.success(request, _("Saved."))
        return see_other("pricing:benefit_entry", partnership=partnership, benefit_entry=row.id)
    return _shown(request, row, form=form)


@require_POST
def entry_remove(request: PortalRequest, partnership: UUID, benefit_entry: UUID) -> HttpResponse:
    """Take an own entry out of the ledger."""
    remove_entry(request.actor, entry_id=benefit_entry, **_when(request))
    messages.success(request, _("The entry is gone."))
    return see_other("pricing:benefit", partnership=partnership)


@require_POST
def entry_answer(request: PortalRequest, partnership: UUID, benefit_entry: UUID) -> HttpResponse:
    """Say yes or no to another side's entry as it was read."""
    request.actor.require(Right.KEEP_BOOK, request.partnership)
    form = AnswerForm(request.POST)
    done = attempted(
        form,
        lambda: confirm_entry(
            request.actor,
            entry_id=benefit_entry,
            agrees=request.POST.get("agrees") == "1",
            version=_version(request),
            word=form.cleaned_data["word"],
            place=PLACE,
            **_when(request),
        ),
    )
    if done:
        messages.success(request, _("Your side's word stands."))
        return see_other("pricing:benefit_entry", partnership=partnership, benefit_entry=benefit_entry)
    return _shown(request, _entry(request, benefit_entry), answer_form=form)


def _shown(request: PortalRequest, row: EntrySeen, **forms: Any) -> HttpResponse:
    steps = steps_for(request.actor, request.partnership, today=timezone.localdate())
    shown = entry_shown(row, request.partnership, steps)
    offered = entry_choices(request.partnership.id)
    context = {
        "shown": shown,
        "row": row,
        "project_name": offered.project(row.project_id),
        "goal_name": offered.goal(row.goal_id),
        "may_keep": _may_keep(request),
        "answer_form": AnswerForm(),
        **forms,
    }
    return page(request, "pricing/entry.html", context)


def _ledger(request: PortalRequest, **rest: Any) -> LedgerSeen:
    before = place_of(request.GET.get("before", ""))
    return ledger_of(request.actor, after=before, place=PLACE, **_when(request), **rest)


def _entry(request: PortalRequest, entry_id: UUID) -> EntrySeen:
    return entry_seen(request.actor, entry_id=entry_id, place=PLACE, **_when(request))


def _form(request: PortalRequest, **rest: Any) -> EntryForm:
    seen = request.partnership
    return EntryForm(request.POST or None, currency=seen.currency, offered=entry_choices(seen.id), **rest)


def _when(request: PortalRequest) -> dict[str, Any]:
    return {"partnership": request.partnership, "today": timezone.localdate(), "now": timezone.now()}


def _may_keep(request: PortalRequest) -> bool:
    return request.actor.may(Right.KEEP_BOOK) and request.partnership.status == "active"


def _version(request: PortalRequest) -> int:
    """The version that was read; a form without one has read none."""
    said = request.POST.get("version", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else -1
