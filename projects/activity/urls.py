from django.urls import path

from projects.activity import views

app_name = "activity"
urlpatterns = [
    path("", views.events, name="events"),
]
