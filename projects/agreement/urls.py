from django.urls import path

from projects.agreement.views import chain, charter, compare, ending, log, proposals

app_name = "agreement"

urlpatterns = [
    path("", log.log, name="log"),
    path("decisions.csv", log.log_file, name="log_file"),
    path("print/", log.log_print, name="log_print"),
    path("chain/", chain.chain, name="chain"),
    path("<uuid:agreement>/", proposals.agreement, name="agreement"),
    path("versions/<uuid:version>/sign/", proposals.sign, name="sign"),
    path("versions/<uuid:version>/decline/", proposals.decline, name="decline"),
    path("versions/<uuid:version>/withdraw/", proposals.withdraw, name="withdraw"),
    path("versions/<uuid:version>/remind/", proposals.remind, name="remind"),
    path("charter/", charter.charter, name="charter"),
    path("charter/<int:step>/", charter.charter_step, name="charter_step"),
    path("charter/propose/", charter.charter_summary, name="charter_summary"),
    path("charter/discard/", charter.charter_discard, name="charter_discard"),
    path("ending/", ending.ending, name="ending"),
    path("<uuid:agreement>/compare/", compare.compare, name="compare"),
]
