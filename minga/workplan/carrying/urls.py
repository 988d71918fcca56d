"""Addresses of compromisos del programa."""

from django.urls import URLPattern

app_name = "carrying"
urlpatterns: list[URLPattern] = []
