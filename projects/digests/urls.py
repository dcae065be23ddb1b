"""A person's letters: settings, what was sent, and the two links that work from a letter without signing in."""

from django.urls import path

from projects.digests import inbound, mailbox_views, preview_views, views

app_name = "digests"

urlpatterns = [
    path("", views.letters, name="letters"),
    path("off/", views.turn_off, name="off"),
    path("on/", views.turn_on, name="on"),
    path("stop/<str:token>/", views.stop, name="stop"),
    path("read/<str:token>/", views.read, name="read"),
    path("returns/<str:token>/", inbound.returns, name="returns"),
    path("preview/", preview_views.preview, name="preview"),
    path("preview/letter/", preview_views.preview_letter, name="preview_letter"),
    path("topics/", views.topics, name="topics"),
    path("mended/", mailbox_views.mended, name="mended"),
    path("<uuid:letter>/", views.letter, name="letter"),
]
