"""Addresses of the reports of a plan."""

from django.urls import path

from minga.workplan.reporting.views import drafts, reading, rows

app_name = "reporting"
urlpatterns = [
    path("de/<slug:public_id>/", reading.of_plan, name="of_plan"),
    path("de/<slug:public_id>/<slug:kind>/comenzar/", drafts.begin, name="begin"),
    path("de/<slug:public_id>/<slug:kind>.<slug:fmt>", reading.whole, name="whole"),
    path("<slug:public_id>/", reading.report, name="report"),
    path("<slug:public_id>/formulario.<slug:fmt>", reading.form, name="form"),
    path("<slug:public_id>/versiones/<int:number>/", reading.version, name="version"),
    path("<slug:public_id>/modificar/", drafts.start, name="start_version"),
    path("<slug:public_id>/borrador/", drafts.draft, name="draft"),
    path("<slug:public_id>/borrador/enviar/", drafts.submit, name="submit"),
    path("<slug:public_id>/borrador/aprobar/", drafts.approve, name="approve"),
    path("<slug:public_id>/borrador/devolver/", drafts.send_back, name="return"),
    path("<slug:public_id>/borrador/descartar/", drafts.discard, name="discard"),
    path("<slug:public_id>/borrador/agregar/<str:section>/", rows.new_row, name="new_row"),
    path("<slug:public_id>/borrador/filas/<slug:key>/", rows.edit_row, name="edit_row"),
    path("<slug:public_id>/borrador/filas/<slug:key>/quitar/", rows.drop_row, name="remove_row"),
]
