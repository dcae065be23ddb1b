"""The addresses of one's own organization: its people, who signs for it, and whom it asks to be partners."""

from django.urls import path

from api.v1.members import InvitationsView, InvitationView, MembersView, MemberView
from api.v1.organizations import OrganizationsView, OrganizationView
from api.v1.partnership_offers import PartnershipOffersView, PartnershipOfferView
from api.v1.signers import SignersView, SignerView, SigningRuleView

ORGANIZATION = [
    path("organizations", OrganizationsView.as_view(), name="organizations"),
    path("organizations/<uuid:organization>", OrganizationView.as_view(), name="organization"),
    path("members", MembersView.as_view(), name="members"),
    path("members/<uuid:member>", MemberView.as_view(), name="member"),
    path("invitations", InvitationsView.as_view(), name="invitations"),
    path("invitations/<uuid:invitation>", InvitationView.as_view(), name="invitation"),
    path("signers", SignersView.as_view(), name="signers"),
    path("signers/<uuid:member>", SignerView.as_view(), name="signer"),
    path("signing-rule", SigningRuleView.as_view(), name="signing_rule"),
    path("partnership-offers", PartnershipOffersView.as_view(), name="partnership_offers"),
    path("partnership-offers/<uuid:offer>", PartnershipOfferView.as_view(), name="partnership_offer"),
]
