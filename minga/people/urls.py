"""Signing in and out."""

from django.urls import path

from minga.people import views

app_name = "people"
urlpatterns = [
    path("entrar/", views.sign_in, name="sign_in"),
    path("salir/", views.sign_out, name="sign_out"),
]
