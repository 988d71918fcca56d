"""The record, the history of each thing and the day of the demonstration."""

from django.urls import path

from minga.core import views

app_name = "core"
urlpatterns = [
    path("registro/", views.record, name="record"),
    path("registro/eventos/", views.events, name="events"),
    path("registro/verificar/", views.ask_verification, name="ask_verification"),
    path("registro/verificaciones/<slug:public_id>/", views.verification, name="verification"),
    path("historia/<slug:slug>/<slug:public_id>/", views.history, name="history"),
    path(
        "historia/<slug:slug>/<slug:public_id>/historia.<slug:fmt>",
        views.history_file,
        name="history_file",
    ),
    path("demostracion/dia/", views.day, name="day"),
]
