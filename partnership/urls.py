"""The site map: every face of the portal, from the roof."""

from django.urls import include, path

urlpatterns = [
    path("api/", include("api.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("accounts.urls")),
    path("settings/keys/<uuid:key>/calls/", include("api.calls.urls")),
    path("", include("projects.overview.urls")),
    path("organization/events/", include("projects.activity.organization_urls")),
    path("organization/signing/", include("projects.agreement.organization_urls")),
    path("organization/rates/", include("projects.pricing.organization_urls")),
    path("organization/webhooks/", include("api.webhooks.urls")),
    path("letters/", include("projects.digests.urls")),
    path("pulse/", include("projects.feedback.link_urls")),
    path("p/<uuid:partnership>/agreements/", include("projects.agreement.urls")),
    path("p/<uuid:partnership>/goals/", include("projects.goals.urls")),
    path("p/<uuid:partnership>/openness/", include("projects.openness.urls")),
    path("p/<uuid:partnership>/book/", include("projects.pricing.urls")),
    path("p/<uuid:partnership>/insight/", include("projects.insight.urls")),
    path("p/<uuid:partnership>/feedback/", include("projects.feedback.urls")),
    path("p/<uuid:partnership>/work/", include("projects.work.urls")),
    path("p/<uuid:partnership>/health/", include("projects.health.urls")),
    path("p/<uuid:partnership>/events/", include("projects.activity.urls")),
]

handler400 = "partnership.kit.error_pages.bad_request"
handler403 = "partnership.kit.error_pages.forbidden"
handler404 = "partnership.kit.error_pages.not_found"
handler500 = "partnership.kit.error_pages.server_error"
