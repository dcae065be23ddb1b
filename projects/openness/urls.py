"""Who may see how much: `/p/<partnership>/openness/`."""

from django.urls import URLPattern, path

from .views import asking, look, pages, proposing

app_name = "openness"
urlpatterns: list[URLPattern] = [
    path("", pages.openness, name="openness"),
    path("propose/", proposing.propose, name="propose"),
    path("ask/", asking.ask, name="ask"),
    path("asks/<uuid:ask>/answer/", asking.answer, name="answer"),
    path("asks/<uuid:ask>/withdraw/", asking.withdraw, name="withdraw_ask"),
    path("grants/<uuid:grant>/close/", asking.close, name="close"),
    path("readings/", pages.readings, name="readings"),
    path("look/", look.look, name="look"),
]
