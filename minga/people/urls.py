"""Substitutes."""

from django.urls import path

from minga.people.views import substitutes

app_name = "people"
urlpatterns = [
    path("subrogancias/", substitutes.substitutes, name="substitutes"),
    path("subrogancias/nueva/", substitutes.name, name="name_substitute"),
    path("subrogancias/<slug:public_id>/terminar/", substitutes.end, name="end_substitution"),
]
