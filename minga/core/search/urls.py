"""The search: one address for the page and for the panel."""

from django.urls import path

from minga.core.search import views

app_name = "search"
urlpatterns = [
    path("", views.search, name="search"),
    path("rehacer/", views.rebuild, name="rebuild"),
]
