"""Steps, second factor and tray of what awaits approval."""

from django.urls import path

from minga.core.approvals.views import factor, rules, tray

app_name = "approvals"
urlpatterns = [
    path("", tray.tray_page, name="tray"),
    path("segundo-factor/", factor.second_factor, name="second_factor"),
    path("segundo-factor/qr.svg", factor.qr, name="qr"),
    path("segundo-factor/activar/", factor.begin, name="begin_factor"),
    path("segundo-factor/confirmar/", factor.confirm, name="confirm_factor"),
    path("segundo-factor/cambiar/", factor.change, name="change_factor"),
    path("segundo-factor/demostracion/", factor.demonstrate, name="demo_factor"),
    path("reglas/", rules.rules, name="rules"),
    path("reglas/<slug:kind>/<slug:key>/", rules.rule, name="rule"),
    path("envios/<slug:public_id>/", tray.submission, name="submission"),
    path("envios/<slug:public_id>/aprobar/", tray.pass_step, name="pass"),
    path("envios/<slug:public_id>/devolver/", tray.send_back, name="return"),
    path("envios/<slug:public_id>/retirar/", tray.withdraw, name="withdraw"),
]
