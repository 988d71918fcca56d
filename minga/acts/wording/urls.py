"""Addresses of textos tipo."""

from django.urls import URLPattern

app_name = "wording"
urlpatterns: list[URLPattern] = []
