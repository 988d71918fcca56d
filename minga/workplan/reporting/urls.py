"""Addresses of informes del programa."""

from django.urls import URLPattern

app_name = "reporting"
urlpatterns: list[URLPattern] = []
