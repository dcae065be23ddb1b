"""The site map of version 1: every resource on one line. Reading is flat, making is inside a partnership."""

from django.urls import path

from api.v1.events import EventsView
from api.v1.me import MeView
from api.v1.organizations import OrganizationsView, OrganizationView
from api.v1.partnerships import PartnershipsView, PartnershipView

urlpatterns = [
    path("me", MeView.as_view(), name="me"),
    path("organizations", OrganizationsView.as_view(), name="organizations"),
    path("organizations/<uuid:organization>", OrganizationView.as_view(), name="organization"),
    path("partnerships", PartnershipsView.as_view(), name="partnerships"),
    path("partnerships/<uuid:partnership>", PartnershipView.as_view(), name="partnership"),
    path("events", EventsView.as_view(), name="events"),
]
