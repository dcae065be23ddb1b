"""The people of one's own organization: who they are, inviting, roles, removing, leaving."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import Right
from accounts.actions import (
    change_role,
    invite_member,
    leave_organization,
    remove_member,
    withdraw_invitation,
)
from accounts.forms import InviteForm, RoleForm, role_forms
from accounts.mailboxes import mailboxes_of
from accounts.middleware import CHOSEN
from accounts.models import Invitation, Membership, Role
from accounts.queries import members_of_organization, open_invitations, own_organization
from accounts.requests import PortalRequest
from accounts.rows import own_row
from partnership.kit.answers import attempted, page, see_other


@require_GET
def members(request: PortalRequest) -> HttpResponse:
    """List the members, and the seats that are kept for invited people."""
    return _members(request)


@require_POST
def invite(request: PortalRequest) -> HttpResponse:
    """Invite somebody by e-mail."""
    request.actor.require(Right.MANAGE_MEMBERS)
    form, now = _invite_form(request, request.POST), timezone.now()
    if attempted(form, lambda: invite_member(request.actor, **form.cleaned_data, now=now)):
        messages.success(request, _("An invitation is on its way to %(email)s.") % form.cleaned_data)
        return see_other("accounts:members")
    return _members(request, invite_form=form)


@require_POST
def withdraw(request: PortalRequest, invitation: UUID) -> HttpResponse:
    """Take an invitation back."""
    row = own_row(request.actor, Invitation, invitation)
    withdraw_invitation(request.actor, invitation=row, now=timezone.now())
    messages.success(request, _("The invitation is taken back."))
    return see_other("accounts:members")


@require_POST
def role(request: PortalRequest, member: UUID) -> HttpResponse:
    """Give a member another role."""
    form, row = RoleForm(request.POST), own_row(request.actor, Membership, member)
    request.actor.require(Right.MANAGE_MEMBERS, row)
    if attempted(
        form, lambda: change_role(request.actor, membership=row, **form.cleaned_data, now=timezone.now())
    ):
        messages.success(request, _("The role is changed."))
        return see_other("accounts:members")
    return _members(request, refused=form)


@require_POST
def remove(request: PortalRequest, member: UUID) -> HttpResponse:
    """Take a member's seat away; a second click finds that it is gone already."""
    row = Membership.objects.filter(organization_id=request.actor.organization_id, id=member).first()
    if row is not None:
        remove_member(request.actor, membership=row, now=timezone.now())
        messages.success(request, _("The person is no longer a member."))
    return see_other("accounts:members")


@require_POST
def leave(request: PortalRequest) -> HttpResponse:
    """Leave the organization that the form names: a second click must not leave the next one too."""
    if request.POST.get("organization") != str(request.actor.organization_id):
        return see_other("/")
    leave_organization(request.actor, now=timezone.now())
    request.session.pop(CHOSEN, None)
    messages.success(request, _("You have left %(name)s.") % {"name": request.actor.organization_name})
    return see_other("/")


def _members(request: PortalRequest, **more: Any) -> HttpResponse:
    people = members_of_organization(request.actor)
    is_admin = request.actor.may(Right.MANAGE_MEMBERS)
    forms = role_forms(people) if is_admin else {}
    returned = mailboxes_of([one.user_id for one in people]) if is_admin else {}
    rows = [(one, Role(one.role).label, forms.get(one.id), returned.get(one.user_id)) for one in people]
    context: dict[str, Any] = {"rows": rows}
    if is_admin:
        context["invite_form"] = _invite_form(request)
        context["invitations"] = open_invitations(request.actor, now=timezone.now())
    return page(request, "accounts/members.html", {**context, **more})


def _invite_form(request: PortalRequest, data: Any = None) -> InviteForm:
    roles = [one for one in Role if one != Role.OWNER or request.actor.may(Right.MANAGE_OWNERS)]
    language = own_organization(request.actor).language
    return InviteForm(data, roles=roles, initial={"language": language})
