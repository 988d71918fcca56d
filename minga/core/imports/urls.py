"""Workbooks that come in."""

from django.urls import path

from minga.core.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.index, name="index"),
    path("plantilla/<slug:kind>/", views.blank, name="template"),
    path("nueva/<slug:kind>/", views.upload, name="upload"),
    path("<slug:public_id>/", views.one, name="one"),
    path("<slug:public_id>/columnas/", views.columns, name="columns"),
    path("<slug:public_id>/justificar/", views.justify, name="justify"),
    path("<slug:public_id>/aplicar/", views.apply, name="apply"),
    path("<slug:public_id>/descartar/", views.discard, name="discard"),
    path("<slug:public_id>/anotado/", views.annotated, name="annotated"),
]
