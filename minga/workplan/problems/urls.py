"""Addresses of problemas territoriales."""

from django.urls import path

from minga.workplan.problems.views import meeting, problem, steps

ONE, PARTY, MEETING = "<slug:public_id>", "servicios/<slug:public_id>", "reuniones/<slug:public_id>"

app_name = "problems"
urlpatterns = [
    path("", problem.problems, name="problems"),
    path("nuevo/", steps.new, name="new"),
    path("del-programa/<slug:public_id>/", problem.of_plan, name="of_plan"),
    path(f"{PARTY}/", steps.describe, name="describe"),
    path(f"{PARTY}/salida/", steps.leave, name="leave"),
    path("compromisos/<slug:public_id>/asignacion/", steps.fund, name="fund"),
    path("brechas/<slug:public_id>/cerrar/", steps.close_gap, name="close_gap"),
    path(f"{MEETING}/", meeting.meeting, name="meeting"),
    path(f"{MEETING}/punto/", meeting.add_point, name="add_point"),
    path(f"{MEETING}/registrar/", meeting.record, name="record"),
    path(f"{MEETING}/cerrar/", meeting.close, name="close_minutes"),
    path(f"{MEETING}/suspender/", meeting.call_off, name="call_off"),
    path(f"{MEETING}/tabla.<slug:fmt>", meeting.agenda, name="agenda"),
    path(f"{MEETING}/acta.<slug:fmt>", meeting.minutes, name="minutes"),
    path(f"{ONE}/", problem.problem, name="problem"),
    path(f"{ONE}/texto/", problem.text, name="text"),
    path(f"{ONE}/editar/", steps.change, name="change"),
    path(f"{ONE}/cifra/", steps.add_figure, name="add_figure"),
    path(f"{ONE}/servicio/", steps.join, name="join"),
    path(f"{ONE}/respaldo/", steps.back, name="back"),
    path(f"{ONE}/compromiso/", steps.promise, name="promise"),
    path(f"{ONE}/brecha/", steps.open_gap, name="open_gap"),
    path(f"{ONE}/reunion/", meeting.convene, name="convene"),
    path(f"{ONE}/abrir/", steps.open_problem, name="open"),
    path(f"{ONE}/cerrar/", steps.close, name="close"),
]
