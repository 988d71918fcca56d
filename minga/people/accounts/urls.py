"""Entering and leaving, one's own account, and the accounts of a service."""

from django.urls import path

from minga.core.lists import views as lists
from minga.people.accounts.list import ACCOUNTS
from minga.people.accounts.views import (
    administer,
    entrance,
    forgotten,
    invite,
    mine,
    own_keys,
    provider,
    rules,
)

app_name = "accounts"
urlpatterns = [
    path("entrar/", entrance.sign_in, name="sign_in"),
    path("entrar/segundo-factor/", entrance.second_step, name="second_step"),
    path("entrar/segundo-factor/llave/", entrance.key_step, name="key_step"),
    path("entrar/olvide-mi-contrasena/", forgotten.forgot, name="forgot"),
    path("entrar/enlace/<str:token>/", forgotten.follow, name="follow_link"),
    path("entrar/identidad/", provider.depart, name="depart"),
    path("entrar/identidad/vuelta/", provider.arrive, name="arrive"),
    path("salir/", entrance.sign_out, name="sign_out"),
    path("mi-cuenta/", mine.mine, name="mine"),
    path("mi-cuenta/contrasena/", mine.change_password, name="change_password"),
    path("mi-cuenta/sesiones/cerrar-las-demas/", mine.end_others, name="end_others"),
    path("mi-cuenta/sesiones/<slug:public_id>/cerrar/", mine.end_session, name="end_session"),
    path("mi-cuenta/llaves/nueva/", own_keys.new_key, name="new_key"),
    path("mi-cuenta/llaves/comprobar/", own_keys.prove_key, name="prove_key"),
    path("mi-cuenta/llaves/<slug:public_id>/quitar/", own_keys.remove_key, name="remove_key"),
    path("cuentas/", lists.page(ACCOUNTS), name="accounts"),
    path("cuentas/invitar/", invite.invite, name="invite"),
    path("cuentas/segundo-factor/", rules.factor_rules, name="factor_rules"),
    path("cuentas/segundo-factor/<slug:role>/", rules.factor_rule, name="factor_rule"),
    path("cuentas/<slug:public_id>/", administer.account, name="account"),
    path("cuentas/<slug:public_id>/cerrar/", administer.close, name="close"),
    path("cuentas/<slug:public_id>/reabrir/", administer.reopen, name="reopen"),
    path("cuentas/<slug:public_id>/desbloquear/", administer.unlock, name="unlock"),
    path("cuentas/<slug:public_id>/enlace/", administer.send_link, name="send_link"),
    path("cuentas/<slug:public_id>/enlace/anular/", administer.revoke_link, name="revoke_link"),
    path("cuentas/<slug:public_id>/correo/", administer.set_email, name="set_email"),
    path("cuentas/<slug:public_id>/provisoria/", administer.give_password, name="give_password"),
    path(
        "cuentas/<slug:public_id>/segundo-factor/quitar/",
        administer.remove_factors,
        name="remove_factors",
    ),
]
