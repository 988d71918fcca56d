"""Addresses of the portfolios of other offices."""

from django.urls import path

from minga.works.intake import views

ONE = "<slug:public_id>"

app_name = "intake"
urlpatterns = [
    path("", views.files, name="files"),
    path("recibir/", views.receive, name="receive"),
    path(f"{ONE}/", views.file, name="file"),
    path(f"{ONE}/columnas/", views.columns, name="columns"),
    path(f"{ONE}/aplicar/", views.apply, name="apply"),
    path(f"{ONE}/descartar/", views.discard, name="discard"),
    path(f"{ONE}/filas.csv", views.rows, name="rows"),
]
