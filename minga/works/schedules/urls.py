"""Schedules: what rules, its versions, the draft, what the project's page shows."""

from django.urls import path

from minga.works.schedules.views import draft, schedule

app_name = "schedules"
ONE = "<slug:public_id>"
DRAFT = f"{ONE}/borrador"
urlpatterns = [
    path("", schedule.schedules, name="schedules"),
    path("del-proyecto/<slug:public_id>/", schedule.of_project, name="of_project"),
    path(f"{ONE}/", schedule.schedule, name="schedule"),
    path(f"{ONE}/versiones/<int:number>/", schedule.version, name="version"),
    path(f"{ONE}/comparar/", schedule.compare, name="compare"),
    path(f"{ONE}/abrir/", draft.start, name="start_draft"),
    path(f"{DRAFT}/", draft.draft, name="draft"),
    path(f"{DRAFT}/guardar/", draft.write, name="write"),
    path(f"{DRAFT}/hitos/", draft.milestones, name="milestones"),
    path(f"{DRAFT}/motivo/", draft.reason, name="reason"),
    path(f"{DRAFT}/enviar/", draft.submit, name="submit"),
    path(f"{DRAFT}/aprobar/", draft.pass_step, name="pass"),
    path(f"{DRAFT}/devolver/", draft.send_back, name="return"),
    path(f"{DRAFT}/descartar/", draft.discard, name="discard"),
]
