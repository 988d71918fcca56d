"""Addresses of convenios de desempeño."""

from django.urls import URLPattern

app_name = "agreements"
urlpatterns: list[URLPattern] = []
