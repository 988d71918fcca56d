"""Diffusion: publications, attentions by channel, the plan of a work plan."""

from django.urls import path

from minga.workplan.diffusion.views import attentions, plan, publications

PLAN = "programa/<slug:public_id>"
ONE = "publicaciones/<slug:public_id>"

app_name = "diffusion"
urlpatterns = [
    path("", publications.publications, name="publications"),
    path("atenciones/", attentions.by_channel, name="attentions"),
    path("atenciones/informe.<slug:fmt>", attentions.report, name="attentions_report"),
    path(f"{PLAN}/", plan.plan, name="plan"),
    path(f"{PLAN}/panel/", plan.of_plan, name="of_plan"),
    path(f"{PLAN}/informe.<slug:fmt>", plan.report, name="report"),
    path(f"{PLAN}/borrador/abrir/", plan.start, name="start"),
    path(f"{PLAN}/borrador/enviar/", plan.submit, name="submit"),
    path(f"{PLAN}/borrador/descartar/", plan.discard, name="discard"),
    path(f"{PLAN}/mecanismos/nuevo/", plan.add, name="add"),
    path(f"{PLAN}/mecanismos/<slug:line>/", plan.edit, name="edit"),
    path(f"{PLAN}/mecanismos/<slug:line>/quitar/", plan.remove, name="remove"),
    path(f"{PLAN}/mecanismos/<slug:line>/reponer/", plan.restore, name="restore"),
    path(f"{PLAN}/publicar/", publications.new, name="new"),
    path(f"{ONE}/", publications.publication, name="publication"),
    path(f"{ONE}/editar/", publications.edit, name="edit_publication"),
    path(f"{ONE}/enviar/", publications.send, name="send"),
    path(f"{ONE}/descartar/", publications.discard, name="discard_publication"),
    path(f"{ONE}/corregir/", publications.correct, name="correct"),
]
