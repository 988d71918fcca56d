"""The UF of each day."""

from django.urls import path

from minga.core.uf import views

app_name = "uf"
urlpatterns = [
    path("", views.month, name="month"),
    path("ipc/", views.ipc, name="ipc"),
    path("cargar/", views.load, name="load"),
    path("cargar/aplicar/", views.apply, name="apply"),
    path("corregir/<str:day>/", views.correct, name="correct"),
]
