"""Signing in and out, substitutes, and the second factor of others."""

from django.urls import path

from minga.people.views import factors, sign_in, substitutes

app_name = "people"
urlpatterns = [
    path("entrar/", sign_in.sign_in, name="sign_in"),
    path("salir/", sign_in.sign_out, name="sign_out"),
    path("subrogancias/", substitutes.substitutes, name="substitutes"),
    path("subrogancias/nueva/", substitutes.name, name="name_substitute"),
    path("subrogancias/<slug:public_id>/terminar/", substitutes.end, name="end_substitution"),
    path("cuentas/segundo-factor/", factors.factors, name="factors"),
    path("cuentas/<slug:public_id>/segundo-factor/quitar/", factors.reset, name="reset_factor"),
]
