"""E-mail that leaves after the transaction that wrote it."""

from django.urls import path

from minga.core.outbox import views

app_name = "outbox"
urlpatterns = [
    path("", views.outbox, name="outbox"),
    path("<slug:public_id>/reintentar/", views.retry, name="retry"),
]
