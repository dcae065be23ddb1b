from django.urls import path

from projects.overview import views

app_name = "overview"
urlpatterns = [
    path("", views.portfolio, name="portfolio"),
    path("p/<uuid:partnership>/", views.home, name="home"),
    path("p/<uuid:partnership>/people/", views.people, name="people"),
]
