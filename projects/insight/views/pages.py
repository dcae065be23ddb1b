"""A page of business context: reading, writing and confirming it, and taking it away again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Right
from accounts.actions.organizations import ChangedMeanwhile
from accounts.queries import members_of_partnership, names_of
from accounts.requests import PortalRequest
from partnership.kit.answers import Attempt, attempted, see_other
from partnership.kit.answers import page as answered
from projects.agreement.telling.prose import marked, pieces_of
from projects.insight.actions.pages import PageSaid, archive_page, restore_page, save_page, write_page
from projects.insight.actions.questions import ask_refresh
from projects.insight.actions.uses import confirm_use
from projects.insight.forms.pages import ConfirmForm, PageForm, UseForm
from projects.insight.models import Audience, Page
from projects.insight.queries.pages import files_of, page_row, versions_of
from projects.insight.queries.questions import questions_seen, uses_of
from projects.insight.refusals import NotYourPage
from projects.insight.showing import asked
from projects.insight.text import html_of


@require_safe
def page(request: PortalRequest, partnership: UUID, page: UUID) -> HttpResponse:
    """Read a page, with its files, what is asked about it and what it has changed."""
    return _shown(request, page_row(request.actor, partnership, page))


@require_http_methods(["GET", "HEAD", "POST"])
def page_new(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Write a page of the own side's."""
    request.actor.require(Right.SHARE_INSIGHT, request.partnership)
    form = _form(request)
    made = attempted(
        form,
        lambda: write_page(
            request.actor,
            partnership=request.partnership,
            said=form.said(),
            today=timezone.localdate(),
            now=timezone.now(),
            key=form.cleaned_data["key"],
        ),
    )
    if made and made.value:
        return see_other("insight:page", partnership=partnership, page=made.value.id)
    return answered(request, "insight/page_form.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def page_edit(request: PortalRequest, partnership: UUID, page: UUID) -> HttpResponse:
    """Change a page; where somebody else was faster, what was typed stays beside what is newest."""
    row = _own_row(request, page)
    form = _form(request, row)
    conflict: list[ChangedMeanwhile] = []
    if _save(request, form, row, conflict):
        messages.success(request, _("Saved."))
        return see_other("insight:page", partnership=partnership, page=page)
    context: dict[str, Any] = {"form": form, "row": row, "is_conflict": bool(conflict)}
    if conflict:
        form.meant_for(row.version)
        context["difference"] = marked(pieces_of(row.body, form.cleaned_data["body"]))
    return answered(request, "insight/page_form.html", context)


@require_POST
def page_confirm(request: PortalRequest, partnership: UUID, page: UUID) -> HttpResponse:
    """Say that the own side's page still holds, until another day."""
    row = _own_row(request, page)
    form = ConfirmForm(request.POST)

    def confirm() -> Page:
        said = PageSaid(
            row.topic, row.title, row.body, row.audience, tuple(row.readers), row.purpose, form.day()
        )
        return save_page(
            request.actor,
            partnership=request.partnership,
            page=row,
            said=said,
            version=None,
            today=timezone.localdate(),
            now=timezone.now(),
        )

    if attempted(form, confirm):
        messages.success(request, _("Confirmed."))
        return see_other("insight:page", partnership=partnership, page=page)
    return _shown(request, row, confirm=form)


@require_POST
def page_archive(request: PortalRequest, partnership: UUID, page: UUID) -> HttpResponse:
    """Archive a page of the own side's, or take it back."""
    row = page_row(request.actor, partnership, page)
    if request.POST.get("archived") == "0":
        restore_page(request.actor, page=row, now=timezone.now())
    else:
        archive_page(request.actor, page=row, now=timezone.now())
        messages.success(request, _("Archived. The other side does not find it any longer."))
    return see_other("insight:page", partnership=partnership, page=page)


@require_POST
def page_refresh(request: PortalRequest, partnership: UUID, page: UUID) -> HttpResponse:
    """Ask the owner to refresh a page."""
    ask_refresh(request.actor, page=page_row(request.actor, partnership, page), now=timezone.now())
    messages.success(request, _("Asked. It waits for the other side now."))
    return see_other("insight:page", partnership=partnership, page=page)


@require_POST
def page_used(request: PortalRequest, partnership: UUID, page: UUID) -> HttpResponse:
    """Say what a page of the other side's changed."""
    row = page_row(request.actor, partnership, page)
    request.actor.require(Right.SHARE_INSIGHT, row)
    form = UseForm(request.POST, partnership_id=partnership)
    if attempted(
        form,
        lambda: confirm_use(
            request.actor, page=row, said=form.said(), now=timezone.now(), key=form.cleaned_data["key"]
        ),
    ):
        messages.success(request, _("Thank you. The other side reads what it changed."))
        return see_other("insight:page", partnership=partnership, page=page)
    return _shown(request, row, use=form)


def _save(
    request: PortalRequest, form: PageForm, row: Page, conflict: list[ChangedMeanwhile]
) -> Attempt[Page]:
    def save() -> Page:
        try:
            return save_page(
                request.actor,
                partnership=request.partnership,
                page=row,
                said=form.said(),
                version=form.cleaned_data["version"],
                today=timezone.localdate(),
                now=timezone.now(),
            )
        except ChangedMeanwhile as changed:
            conflict.append(changed)
            raise

    return attempted(form, save)


def _own_row(request: PortalRequest, page: UUID) -> Page:
    """Return a page that the actor may change; raise NotAllowed, NotThere or NotYourPage."""
    row = page_row(request.actor, request.partnership.id, page)
    request.actor.require(Right.SHARE_INSIGHT, row)
    if row.party_id != request.actor.party_id(row.partnership_id):
        raise NotYourPage
    return row


def _form(request: PortalRequest, row: Page | None = None) -> PageForm:
    members = members_of_partnership(request.actor, request.partnership)
    return PageForm(request.POST or None, partnership=request.partnership, members=members, page=row)


def _shown(request: PortalRequest, row: Page, **forms: Any) -> HttpResponse:
    actor, seen, today = request.actor, request.partnership, timezone.localdate()
    is_own = row.party_id == actor.party_id(seen.id)
    may_share = actor.may(Right.SHARE_INSIGHT) and seen.status == "active"
    questions = questions_seen(actor, [seen.id], page_id=row.id)
    context: dict[str, Any] = {
        "row": row,
        "side": seen.party(row.party_id),
        # Safe: read without HTML, then held to an allow-list.
        "body": mark_safe(html_of(row.body)),  # noqa: S308
        "is_stale": row.fresh_until is not None and row.fresh_until < today,
        "is_refresh_asked": any(one.is_refresh and not one.closed_at for one in questions),
        "readers": sorted(names_of(row.readers).values()) if row.audience == Audience.NAMED else [],
        "files": files_of([row.id], seen.id),
        "version": versions_of(actor, row)[0],
        "asked": asked(seen, [one for one in questions if not one.is_refresh]),
        "uses": [(one, seen.party(one.party_id)) for one in uses_of([row.id], seen.id)],
        "is_own": is_own,
        "may_write": may_share and is_own,
        "may_ask": may_share and not is_own,
        "confirm": ConfirmForm(),
    }
    if context["may_ask"]:
        context["use"] = UseForm(partnership_id=seen.id)
    return answered(request, "insight/page.html", {**context, **forms})
