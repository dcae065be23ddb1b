"""Health inside a partnership: the page, how it is counted, its weights, and the trend as a file."""

from django.urls import path

from projects.health import views

app_name = "health"

urlpatterns = [
    path("", views.health, name="health"),
    path("counted/", views.counted, name="counted"),
    path("weights/", views.weights, name="weights"),
    path("trend.csv", views.trend_file, name="trend"),
]
