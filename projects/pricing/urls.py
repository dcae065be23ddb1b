"""The open book of a partnership: `/p/<partnership>/book/`."""

from django.urls import path

from projects.pricing.views import benefit, billing, book, costs, final, outlays, sharing, sheet, together

app_name = "pricing"

PROJECT = "projects/<uuid:project>/"

urlpatterns = [
    path("", book.book, name="book"),
    path(PROJECT, book.project, name="project"),
    path(f"{PROJECT}margin.csv", book.margin_file, name="margin_file"),
    path(f"{PROJECT}sheet/", sheet.sheet, name="sheet"),
    path(f"{PROJECT}costs/", costs.costs, name="costs"),
    path(f"{PROJECT}sharing/", sharing.sharing, name="sharing"),
    path(f"{PROJECT}sharing/outturns.csv", sharing.sharing_file, name="sharing_file"),
    path(f"{PROJECT}final/", final.final, name="final"),
    path(f"{PROJECT}outlays/new/", outlays.outlay_new, name="outlay_new"),
    path("benefit/", benefit.benefit, name="benefit"),
    path("benefit/quarters.csv", benefit.benefit_file, name="benefit_file"),
    path("benefit/new/", benefit.entry_new, name="benefit_new"),
    path("benefit/<uuid:benefit_entry>/", benefit.entry, name="benefit_entry"),
    path("benefit/<uuid:benefit_entry>/remove/", benefit.entry_remove, name="benefit_remove"),
    path("benefit/<uuid:benefit_entry>/answer/", benefit.entry_answer, name="benefit_answer"),
    path("billing/", billing.billing, name="billing"),
    path("billing/new/", billing.billing_new, name="billing_new"),
    path("billing/<uuid:billing>/", billing.billing_basis, name="billing_basis"),
    path("billing/<uuid:billing>/change/", billing.billing_change, name="billing_change"),
    path("billing/<uuid:billing>.<str:form>", billing.billing_file, name="billing_file"),
    path("together/", together.together, name="together"),
    path("together/replacement/", together.replacement, name="replacement"),
    path("together/<uuid:shared>/remove/", together.remove, name="remove_shared"),
    path("outlays/<uuid:outlay>/", outlays.outlay, name="outlay"),
    path("outlays/<uuid:outlay>/remove/", outlays.outlay_remove, name="outlay_remove"),
    path("outlays/<uuid:outlay>/approve/", outlays.outlay_approve, name="outlay_approve"),
]
