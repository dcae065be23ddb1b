"""An organization's own rate card and exchange rates: `/organization/rates/`."""

from django.urls import path

from projects.pricing.views import rates

app_name = "rates"
urlpatterns = [
    path("", rates.rates, name="rates"),
    path("exchange/", rates.exchange, name="exchange"),
    path("exchange/<uuid:rate>/delete/", rates.delete_exchange, name="delete_exchange"),
    path("<uuid:rate>/", rates.rate, name="rate"),
    path("<uuid:rate>/delete/", rates.delete, name="delete"),
]
