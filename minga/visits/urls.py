"""Control visits: the list, the field, one visit, the rules that ask for them."""

from django.urls import path

from minga.core.lists.views.listing import page
from minga.visits.list import VISITS
from minga.visits.views import calendar, device, field, panels, rules, visit

app_name = "visits"
urlpatterns = [
    path("", page(VISITS, more=calendar.more_of_list), name="visits"),
    path("sw.js", device.worker, name="worker"),
    path("terreno/", device.ground, name="ground"),
    path("terreno/estado.json", device.state, name="state"),
    path("ruta/", calendar.route, name="route"),
    path("semana/", calendar.week, name="week"),
    path("mapa/", calendar.on_map, name="map"),
    path("calendario/", calendar.make_now, name="make_now"),
    path("del-caso/<slug:public_id>/", panels.of_case, name="of_case"),
    path("del-lugar/<slug:public_id>/", panels.of_place, name="of_place"),
    path("pedir/<slug:public_id>/", visit.ask, name="ask"),
    path("reglas/", rules.rules, name="rules"),
    path("reglas/nueva/", rules.create, name="new_rule"),
    path("reglas/<slug:public_id>/", rules.rule, name="rule"),
    path("reglas/<slug:public_id>/cambiar/", rules.start, name="start_rule"),
    path("reglas/<slug:public_id>/borrador/", rules.edit, name="edit_rule"),
    path("reglas/<slug:public_id>/enviar/", rules.submit, name="submit_rule"),
    path("reglas/<slug:public_id>/aprobar/", rules.approve, name="approve_rule"),
    path("reglas/<slug:public_id>/devolver/", rules.send_back, name="return_rule"),
    path("<slug:public_id>/", visit.visit, name="visit"),
    path("<slug:public_id>/llenar/", field.fill, name="fill"),
    path("<slug:public_id>/no-se-pudo/", field.fail, name="fail"),
    path("<slug:public_id>/asignar/", visit.assign, name="assign"),
    path("<slug:public_id>/ampliar/", visit.extend, name="extend"),
    path("<slug:public_id>/lugar/", visit.place, name="place"),
    path("<slug:public_id>/sin-efecto/", visit.void, name="void"),
    path("<slug:public_id>/decidir/", visit.resolve, name="resolve"),
]
