"""Answering a pulse from a letter: `/pulse/<token>/`."""

from django.urls import path

from .views import by_link

app_name = "pulse"
urlpatterns = [path("<str:token>/", by_link.answer, name="answer")]
