"""Addresses of the reports of works."""

from django.urls import path

from minga.works.reporting import views

app_name = "works_reports"
urlpatterns = [
    path("", views.reports, name="reports"),
    path("<slug:kind>/", views.report, name="report"),
    path("<slug:kind>/preparar/<slug:fmt>/", views.prepare, name="prepare"),
    path("<slug:kind>/descargar/<slug:fmt>/", views.paper_file, name="paper"),
]
