"""Addresses of parámetros de las normas."""

from django.urls import path

from minga.core.parameters.views import proposing, reading

app_name = "parameters"
urlpatterns = [
    path("", reading.parameters, name="parameters"),
    path("correcciones/<slug:public_id>/", reading.correction, name="correction"),
    path("correcciones/<slug:public_id>/escribir/", proposing.rewrite, name="rewrite"),
    path("correcciones/<slug:public_id>/reemplazar/", proposing.replace, name="replace"),
    path("correcciones/<slug:public_id>/desistir/", proposing.discard, name="discard"),
    path("<slug:slug>/", reading.parameter, name="parameter"),
    path("<slug:slug>/corregir/", proposing.propose, name="propose"),
]
