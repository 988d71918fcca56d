"""Search, the record and the day of the demonstration."""

from django.urls import path

from minga.core import views

app_name = "core"
urlpatterns = [
    path("buscar/", views.search, name="search"),
    path("registro/", views.record, name="record"),
    path("registro/eventos/", views.events, name="events"),
    path("registro/verificar/", views.ask_verification, name="ask_verification"),
    path("registro/verificaciones/<slug:public_id>/", views.verification, name="verification"),
    path("demostracion/dia/", views.day, name="day"),
]
