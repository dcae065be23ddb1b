from django.urls import path

from projects.overview import search_views, views

app_name = "overview"
urlpatterns = [
    path("", views.portfolio, name="portfolio"),
    path("search/", search_views.search_all, name="search_all"),
    path("p/<uuid:partnership>/", views.home, name="home"),
    path("p/<uuid:partnership>/people/", views.people, name="people"),
    path("p/<uuid:partnership>/search/", search_views.search_here, name="search"),
]
