from django.urls import path

from projects.activity import views

app_name = "organization_book"
urlpatterns = [
    path("", views.organization_events, name="events"),
]
