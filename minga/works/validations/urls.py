"""Addresses of validaciones."""

from django.urls import path

from minga.works.validations import views

app_name = "validations"
urlpatterns = [
    path("", views.findings, name="findings"),
    path("catalogo/", views.catalogue, name="catalogue"),
    path("revisar/", views.review, name="review"),
    path("proyecto/<slug:public_id>/", views.project, name="project"),
    path("panel/<slug:public_id>/", views.panel, name="panel"),
]
