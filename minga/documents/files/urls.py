"""Addresses of expedientes. The words that stand first are none of a kind of case."""

from django.urls import path

from minga.core.lists.views.listing import page
from minga.documents.files.list import FILES
from minga.documents.files.views import case, doing, rules, samples

app_name = "files"
urlpatterns = [
    path("", case.index, name="index"),
    path("reglas/", rules.rules, name="rules"),
    path("reglas/nueva/", rules.new_rule, name="new_rule"),
    path("reglas/<slug:public_id>/cambiar/", rules.change_rule, name="change_rule"),
    path("reglas/cambios/<slug:public_id>/", rules.change, name="change"),
    path("reglas/cambios/<slug:public_id>/corregir/", rules.correct, name="correct_change"),
    path("muestras/", samples.samples, name="samples"),
    path("muestras/sortear/", samples.draw, name="draw"),
    path("muestras/<slug:public_id>/", samples.sample, name="sample"),
    path("muestras/<slug:public_id>/muestra.xlsx", samples.sample_file, name="sample_file"),
    path("documentos/<slug:public_id>/apartar/", doing.set_aside, name="set_aside"),
    path("panel/<slug:key>/<slug:public_id>/", case.panel, name="panel"),
    path("<slug:kind>/", page(FILES, more=case.of_kind), name="files"),
    path("<slug:key>/<slug:public_id>/", case.file, name="file"),
    path("<slug:key>/<slug:public_id>/cargar/", doing.receive, name="receive"),
    path("<slug:key>/<slug:public_id>/no-corresponde/<slug:line>/", doing.waive, name="waive"),
    path("<slug:key>/<slug:public_id>/foliar/", doing.compose, name="compose"),
]
