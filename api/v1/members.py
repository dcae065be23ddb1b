"""`/members` and `/invitations`: the people of one's own organization, and who meets them from the other sides."""

from typing import Any
from uuid import UUID

from django.core.validators import EmailValidator
from django.http import HttpResponse
from django.urls import reverse
from rest_framework import serializers

from accounts.access import Right
from accounts.actions import change_role, invite_member, remove_member, withdraw_invitation
from accounts.models import Invitation, Language, Membership, Role
from accounts.queries import MemberSeen, member_seen, members_seen, open_invitations, own_organization
from accounts.rows import own_row
from api.fields import Choice, Strict, Text
from api.operation import operation
from api.parameters import PAGING, ids
from api.shapes import Deleted, Record
from api.v1.slices import newest_first
from api.view import ResourceView
from partnership.kit.errors import NotThere

OWNERS = "An owner is made, changed and removed in the portal alone."


class MemberShape(Record):
    """A person in an organization: your own, or a partner's."""

    created_at = serializers.DateTimeField(help_text="Since when the person is a member; UTC.")
    organization = serializers.UUIDField()
    person = serializers.UUIDField(help_text="The same person in every organization.")
    name = serializers.CharField(help_text="The address where no name is given.")
    email = serializers.EmailField()
    role = serializers.ChoiceField(
        Role.values, allow_null=True, help_text="What the person may do; null in another organization."
    )


class MemberChange(Strict):
    role = Choice(Role.values)


class InvitationShape(Record):
    """A seat that is kept for an address until somebody takes it, or it is taken back. The link is in the letter alone."""

    created_at = serializers.DateTimeField(help_text="UTC.")
    expires_at = serializers.DateTimeField(help_text="The last moment at which the seat can be taken; UTC.")
    email = serializers.EmailField()
    role = serializers.ChoiceField(Role.values)
    language = serializers.ChoiceField(Language.values, help_text="Of the letter.")


class NewInvitation(Strict):
    email = Text(max_length=254, validators=[EmailValidator()])
    role = Choice(Role.values)
    language = Choice(Language.values, required=False, help_text="Your organization's, if left out.")


class Members(ResourceView):
    tag = "organizations"

    def shape(self, row: MemberSeen) -> dict[str, Any]:
        is_own = row.organization_id == self.actor.organization_id
        return {
            "id": row.id,
            "object": "member",
            "created_at": row.created_at,
            "organization": row.organization_id,
            "person": row.user_id,
            "name": row.name,
            "email": row.email,
            "role": row.role if is_own else None,
        }


class MembersView(Members):
    @operation(
        "list_members",
        Right.READ,
        summary="The people of your organization and of its partners, newest first",
        answer=MemberShape,
        listed=True,
        parameters=(*PAGING, ids("organization", "Only people of these organizations.")),
    )
    def get(self, request: Any) -> HttpResponse:
        rows = members_seen(self.actor, self.query["organization"])
        return self.page(
            newest_first(rows, self.after(), self.query["limit"]),
            key=lambda row: [str(row.id)],
            shape=self.shape,
        )


class MemberView(Members):
    @operation("get_member", Right.READ, summary="One person in an organization", answer=MemberShape)
    def get(self, request: Any, member: UUID) -> HttpResponse:
        return self.one(self.shape(member_seen(self.actor, member)))

    @operation(
        "change_member",
        Right.MANAGE_MEMBERS,
        summary="Give a member of your organization another role",
        about=OWNERS,
        answer=MemberShape,
        body=MemberChange,
    )
    def patch(self, request: Any, member: UUID) -> HttpResponse:
        row = own_row(self.actor, Membership, member)
        change_role(self.actor, membership=row, now=self.now, **self.body())
        return self.one(self.shape(member_seen(self.actor, member)))

    @operation(
        "remove_member",
        Right.MANAGE_MEMBERS,
        summary="Take a person's seat in your organization away, and the person's keys with it",
        about=OWNERS,
        answer=Deleted,
    )
    def delete(self, request: Any, member: UUID) -> HttpResponse:
        remove_member(self.actor, membership=own_row(self.actor, Membership, member), now=self.now)
        return self.deleted(member, "member")


class InvitationsView(ResourceView):
    tag = "organizations"

    @operation(
        "list_invitations",
        Right.MANAGE_MEMBERS,
        summary="Your organization's invitations that wait for an answer, newest first",
        answer=InvitationShape,
        listed=True,
        parameters=PAGING,
    )
    def get(self, request: Any) -> HttpResponse:
        rows = open_invitations(self.actor, now=self.now)
        return self.page(
            newest_first(rows, self.after(), self.query["limit"]),
            key=lambda row: [str(row.id)],
            shape=invitation_shape,
        )

    @operation(
        "invite_member",
        Right.MANAGE_MEMBERS,
        summary="Invite somebody to your organization by e-mail",
        about=f"Again for the same address sends the letter anew. {OWNERS}",
        answer=InvitationShape,
        body=NewInvitation,
        status=201,
    )
    def post(self, request: Any) -> HttpResponse:
        body = {"language": own_organization(self.actor).language, **self.body()}
        row = invite_member(self.actor, now=self.now, **body)
        answer = self.one(invitation_shape(row), status=201)
        answer.headers["Location"] = reverse("api:invitation", args=[row.id])
        return answer


class InvitationView(ResourceView):
    tag = "organizations"

    @operation(
        "get_invitation", Right.MANAGE_MEMBERS, summary="One invitation that waits", answer=InvitationShape
    )
    def get(self, request: Any, invitation: UUID) -> HttpResponse:
        waiting = open_invitations(self.actor, now=self.now)
        found = next((row for row in waiting if row.id == invitation), None)
        if found is None:
            raise NotThere
        return self.one(invitation_shape(found))

    @operation(
        "withdraw_invitation",
        Right.MANAGE_MEMBERS,
        summary="Take an invitation back; its link opens nothing any more",
        answer=Deleted,
    )
    def delete(self, request: Any, invitation: UUID) -> HttpResponse:
        row = own_row(self.actor, Invitation, invitation)
        withdraw_invitation(self.actor, invitation=row, now=self.now)
        return self.deleted(invitation, "invitation")


def invitation_shape(row: Invitation) -> dict[str, Any]:
    return {
        "id": row.id,
        "object": "invitation",
        "created_at": row.created_at,
        "expires_at": row.expires_at,
        "email": row.email,
        "role": row.role,
        "language": row.language,
    }
