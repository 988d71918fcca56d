"""Addresses of cambios normativos."""

from django.urls import URLPattern

app_name = "norms"
urlpatterns: list[URLPattern] = []
