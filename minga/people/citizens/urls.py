"""Attention of the public: the counter, persons, attentions, requests about one's data."""

from django.urls import path

from minga.core.lists.views.listing import page
from minga.people.citizens.lists import ATTENTIONS, READS
from minga.people.citizens.views import (
    attentions,
    catalogue,
    counter,
    households,
    panels,
    persons,
    rights,
)

ONE = "persona/<slug:public_id>"

app_name = "citizens"
urlpatterns = [
    path("", counter.counter, name="counter"),
    path("registrar/", counter.register, name="register"),
    path("personas/nueva/", counter.add, name="add"),
    path(f"{ONE}/", counter.person, name="person"),
    path(f"{ONE}/motivo/", counter.purpose, name="purpose"),
    path(f"{ONE}/datos/", panels.data, name="panel_data"),
    path(f"{ONE}/su-hogar/", panels.household, name="panel_household"),
    path(f"{ONE}/atenciones/", panels.attentions, name="panel_attentions"),
    path(f"{ONE}/corregir/", persons.correct, name="correct"),
    path(f"{ONE}/run/", persons.write_run, name="give_run"),
    path(f"{ONE}/hogar/", households.join, name="join_household"),
    path(f"{ONE}/hogar/salir/", households.leave, name="leave_household"),
    path(f"{ONE}/hogar/separar/", households.part, name="part_household"),
    path(f"{ONE}/fusionar/", persons.merge_with, name="propose_merge"),
    path(f"{ONE}/solicitud/", rights.ask, name="ask_data"),
    path("fusiones/<slug:public_id>/", persons.merge, name="merge"),
    path("fusiones/<slug:public_id>/separar/", persons.part, name="part_merge"),
    path("solicitudes/<slug:public_id>/", rights.data_request, name="data_request"),
    path("solicitudes/<slug:public_id>/entregar/", rights.deliver, name="deliver"),
    path("lista/", page(ATTENTIONS), name="attentions"),
    path("lista/<slug:public_id>/", attentions.attention, name="attention"),
    path("lista/<slug:public_id>/responder/", attentions.answer, name="answer"),
    path("lista/<slug:public_id>/derivar/", attentions.refer, name="refer"),
    path("lista/<slug:public_id>/anular/", attentions.void, name="void"),
    path("materias/", catalogue.catalogue, name="catalogue"),
    path("materias/<slug:public_id>/terminar/", catalogue.end, name="end_subject"),
    path("plazos/<slug:key>/", catalogue.change_term, name="set_term"),
    path("consultas/", page(READS), name="reads"),
]
