"""The final account of a project: a statement that both sides read alike."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import page
from projects.pricing.queries.final import final_account
from projects.pricing.queries.sharing_page import sharing_page
from projects.pricing.sharing_shown import ceiling_sentence, roles_of, sentence_of
from projects.pricing.viewing import viewing_for
from projects.work.queries.pages import project_of


@require_safe
def final(request: PortalRequest, partnership: UUID, project: UUID) -> HttpResponse:
    """What the work came to, each side's part, what is paid and what is left to bill."""
    row = project_of(partnership, project)
    shown, roles = (
        sharing_page(request.partnership, row, today=timezone.localdate()),
        roles_of(row, request.partnership),
    )
    account = final_account(shown, row)
    context: dict[str, Any] = {"project": row, "shown": shown, "roles": roles, "account": account}
    if account and shown.in_force:
        rule = shown.in_force.rule
        context["parts"] = list(zip(roles.both, roles.parts(account.outcome), strict=True))
        context["sentence"] = sentence_of(rule, roles, account.outcome.outturn)
        context["ceiling"] = ceiling_sentence(rule, roles)
    context["own"] = viewing_for(request.actor, request.partnership, today=timezone.localdate())
    may_keep = request.actor.may(Right.KEEP_BOOK) and request.partnership.status == "active"
    return page(request, "pricing/final.html", {**context, "may_keep": may_keep})
