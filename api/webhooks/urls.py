"""An organization's own webhooks: `/organization/webhooks/`."""

from django.urls import path

from api.webhooks import views

app_name = "webhooks"
urlpatterns = [
    path("", views.endpoints, name="endpoints"),
    path("<uuid:webhook>/", views.endpoint, name="endpoint"),
    path("<uuid:webhook>/change/", views.change, name="change"),
    path("<uuid:webhook>/secret/", views.secret, name="secret"),
    path("<uuid:webhook>/pause/", views.pause, name="pause"),
    path("<uuid:webhook>/resume/", views.resume, name="resume"),
    path("<uuid:webhook>/test/", views.test, name="test"),
    path("<uuid:webhook>/replay/", views.replay, name="replay"),
    path("<uuid:webhook>/remove/", views.remove, name="remove"),
    path("messages/<uuid:delivery>/", views.delivery, name="delivery"),
    path("messages/<uuid:delivery>/again/", views.again, name="again"),
]
