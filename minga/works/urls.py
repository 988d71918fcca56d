"""Addresses of the record of projects."""

from django.urls import path

from minga.works.views import closing, portfolio, project, record

ONE, CONDITION = "<slug:public_id>", "condiciones/<slug:public_id>"

app_name = "works"
urlpatterns = [
    path("", project.projects, name="projects"),
    path("nuevo/", record.new, name="new"),
    path("completitud/", portfolio.completeness, name="completeness"),
    path("esperados/", portfolio.expected, name="expected"),
    path("de-iniciativa/<slug:public_id>/", portfolio.of_initiative, name="of_initiative"),
    path(f"{CONDITION}/", closing.change_condition, name="change_condition"),
    path(f"{CONDITION}/cumplida/", closing.meet_condition, name="meet_condition"),
    path(f"{CONDITION}/quitar/", closing.drop_condition, name="drop_condition"),
    path(f"{ONE}/", project.project, name="project"),
    path(f"{ONE}/registro/", record.change, name="change"),
    path(f"{ONE}/comunas/", record.communes, name="communes"),
    path(f"{ONE}/costo/", record.money, name="money"),
    path(f"{ONE}/iniciativas/", record.ties, name="ties"),
    path(f"{ONE}/condicion/", closing.add_condition, name="add_condition"),
    path(f"{ONE}/terminar/", closing.close, name="close"),
    path(f"{ONE}/devolver/", closing.bring_back, name="return"),
]
